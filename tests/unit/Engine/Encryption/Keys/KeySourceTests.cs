using AwsHardening.Core.Encryption.Data;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.UnitTests.Engine.Encryption.Store;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Keys;

public sealed class KeySourceTests : IDisposable
{
    private const string Text = "Attack at dawn";

    private readonly StoreScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_by_alias_stands_in_the_header_by_its_ARN(bool sign)
    {
        var arn = _scene.NewKey("alias/workshop");
        var message = await _scene.ProtectAsync(Text, new ProtectionOptions { KmsKeyIds = ["alias/workshop"], Sign = sign });
        var header = HeaderParser.Parse(message, new HeaderLimits())!.Header;

        Assert.Equal(arn, System.Text.Encoding.UTF8.GetString(header.DataKeys[0].ProviderInfo));
        Assert.Equal(sign, header.Suite.IsSigned);
        foreach (var id in new[] { "alias/workshop", arn, arn[(arn.LastIndexOf('/') + 1)..] })
        {
            Assert.Equal(Text, await _scene.UnprotectAsync(message, new ProtectionOptions { KmsKeyIds = [id] }));
        }
    }

    [Fact]
    public async Task Each_of_several_keys_reads_alone()
    {
        var (one, two) = (_scene.NewKey(), _scene.NewKey());
        var message = await _scene.ProtectAsync(Text, new ProtectionOptions { KmsKeyIds = [one, two] });
        foreach (var lost in new[] { one, two })
        {
            _scene.Reopen();
            _scene.Call("kms", "DisableKey", new { KeyId = lost });
            Assert.Equal(Text, await _scene.UnprotectAsync(message));
            _scene.Call("kms", "EnableKey", new { KeyId = lost });
        }

        var third = _scene.NewKey();
        Assert.Equal("MessageNoDataKey", (await StoreScene.ErrorAsync(() => _scene.UnprotectAsync(message, new ProtectionOptions { KmsKeyIds = [third] }))).Id);
    }

    [Fact]
    public async Task Discovery_asks_the_keys_of_the_accounts_that_are_allowed_and_no_other()
    {
        var message = await _scene.ProtectAsync(Text, new ProtectionOptions { KmsKeyIds = [_scene.NewKey()] });
        _scene.Reopen();
        _scene.Account.ClearCalls();

        var error = await StoreScene.ErrorAsync(() => _scene.UnprotectAsync(message, new ProtectionOptions { DiscoveryAccountIds = ["999999999999"] }));

        Assert.Equal("MessageNoDataKey", error.Id);
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Service == "kms");
        Assert.Equal(Text, await _scene.UnprotectAsync(message, new ProtectionOptions { DiscoveryAccountIds = ["123456789012"] }));
    }

    [Fact]
    public async Task A_replica_of_a_multi_Region_key_reads_in_its_Region()
    {
        var arn = _scene.NewKey(multiRegion: true);
        var message = await _scene.ProtectAsync(Text, new ProtectionOptions { KmsKeyIds = [arn] });
        _scene.Call("kms", "ReplicateKey", new { KeyId = arn, ReplicaRegion = "eu-west-1" });
        _scene.Call("kms", "DisableKey", new { KeyId = arn });
        var replica = arn.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal);
        _scene.Reopen();

        Assert.Equal(Text, await _scene.UnprotectAsync(message, new ProtectionOptions { KmsKeyIds = [replica] }));
        Assert.Equal("eu-west-1", _scene.Account.Calls.Last(call => call.Operation == "Decrypt").Region);
    }

    [Fact]
    public async Task A_raw_key_needs_no_account_and_no_other_key_or_name_reads()
    {
        var message = await _scene.ProtectAsync(Text, Raw(1));
        _scene.Account.ClearCalls();

        Assert.Equal(Text, await _scene.UnprotectAsync(message, Raw(1)));
        Assert.Equal("MessageNoDataKey", (await StoreScene.ErrorAsync(() => _scene.UnprotectAsync(message, Raw(2)))).Id);
        Assert.Equal("MessageNoDataKey", (await StoreScene.ErrorAsync(() => _scene.UnprotectAsync(message, Raw(1) with { KeyName = "other" }))).Id);
        Assert.Equal("MessageNoDataKey", (await StoreScene.ErrorAsync(() => _scene.UnprotectAsync(message, new ProtectionOptions()))).Id);
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Service == "kms");
    }

    [Fact]
    public async Task Messages_of_one_context_share_a_data_key_and_others_do_not()
    {
        var options = new ProtectionOptions { KmsKeyIds = [_scene.NewKey()], Context = new Dictionary<string, string> { ["a"] = "1" }, Sign = true };
        _scene.Account.ClearCalls();
        var (one, two) = (await _scene.ProtectAsync(Text, options), await _scene.ProtectAsync(Text, options));
        await _scene.ProtectAsync(Text, options with { Context = new Dictionary<string, string> { ["a"] = "2" } });
        await _scene.ProtectAsync(Text, options with { Sign = false });

        Assert.Equal(3, _scene.Account.Calls.Count(call => call.Operation == "GenerateDataKey"));
        Assert.NotEqual(HeaderParser.Parse(one, new HeaderLimits())!.Header.MessageId, HeaderParser.Parse(two, new HeaderLimits())!.Header.MessageId);
        await _scene.ProtectAsync(Text, options with { UseCache = false });
        Assert.Equal(4, _scene.Account.Calls.Count(call => call.Operation == "GenerateDataKey"));
    }

    [Fact]
    public async Task The_formats_own_names_are_refused_in_a_context()
    {
        var options = Raw(1) with { Context = new Dictionary<string, string> { ["aws-crypto-public-key"] = "x" } };

        Assert.Equal("EncryptionContextReserved", (await StoreScene.ErrorAsync(() => _scene.ProtectAsync(Text, options))).Id);
    }

    private static ProtectionOptions Raw(byte value) => new() { RawKey = new SecretBytes(Enumerable.Repeat(value, 32).ToArray()) };
}
