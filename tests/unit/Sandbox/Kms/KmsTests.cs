using System.Text;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using AwsHardening.Core.Account;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Kms;

/// <summary>What the official client makes of the sandbox's KMS.</summary>
public sealed class KmsTests : IDisposable
{
    private readonly SandboxAccount _account = SandboxAccount.Create();
    private readonly AmazonKeyManagementServiceClient _kms;

    public KmsTests() => _kms = Client("us-east-1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Dictionary<string, string> Context => new() { ["b"] = "2", ["a"] = "1" };

    public void Dispose() => _kms.Dispose();

    [Fact]
    public async Task What_a_key_encrypts_it_decrypts_under_the_same_context_alone()
    {
        var key = await KeyAsync();
        var blob = await EncryptAsync(key.Arn, Context);

        var answer = await _kms.DecryptAsync(new() { CiphertextBlob = blob, EncryptionContext = Context }, Token);

        Assert.Equal("Attack at dawn", Encoding.UTF8.GetString(answer.Plaintext.ToArray()));
        Assert.Equal(key.Arn, answer.KeyId);
        Assert.Equal(-1, blob.ToArray().AsSpan().IndexOf("Attack"u8));
        await RefusedAsync<InvalidCiphertextException>(() => _kms.DecryptAsync(new() { CiphertextBlob = blob }, Token));
        await RefusedAsync<InvalidCiphertextException>(() => _kms.DecryptAsync(
            new() { CiphertextBlob = blob, EncryptionContext = new() { ["a"] = "1" } }, Token));
        var altered = blob.ToArray();
        altered[^1] ^= 1;
        await RefusedAsync<InvalidCiphertextException>(() => _kms.DecryptAsync(
            new() { CiphertextBlob = new MemoryStream(altered), EncryptionContext = Context }, Token));
        var other = await KeyAsync();
        await RefusedAsync<IncorrectKeyException>(() => _kms.DecryptAsync(
            new() { CiphertextBlob = blob, EncryptionContext = Context, KeyId = other.Arn }, Token));
    }

    [Fact]
    public async Task Data_keys_come_with_and_without_their_plaintext()
    {
        var key = await KeyAsync();
        var with = await _kms.GenerateDataKeyAsync(new() { KeyId = key.KeyId, KeySpec = DataKeySpec.AES_256, EncryptionContext = Context }, Token);
        var without = await _kms.GenerateDataKeyWithoutPlaintextAsync(new() { KeyId = key.KeyId, NumberOfBytes = 24 }, Token);

        var opened = await _kms.DecryptAsync(new() { CiphertextBlob = with.CiphertextBlob, EncryptionContext = Context }, Token);
        Assert.Equal(with.Plaintext.ToArray(), opened.Plaintext.ToArray());
        Assert.Equal(32, opened.Plaintext.Length);
        Assert.Equal(24, (await _kms.DecryptAsync(new() { CiphertextBlob = without.CiphertextBlob }, Token)).Plaintext.Length);
    }

    [Fact]
    public async Task A_key_serves_only_while_it_is_enabled()
    {
        var key = await KeyAsync();
        var blob = await EncryptAsync(key.Arn);
        await _kms.DisableKeyAsync(key.KeyId, Token);
        await RefusedAsync<DisabledException>(() => EncryptAsync(key.Arn));
        await RefusedAsync<DisabledException>(() => _kms.DecryptAsync(new() { CiphertextBlob = blob }, Token));
        await _kms.EnableKeyAsync(key.KeyId, Token);
        await _kms.DecryptAsync(new() { CiphertextBlob = blob }, Token);
        var scheduled = await _kms.ScheduleKeyDeletionAsync(key.KeyId, 7, Token);
        Assert.Equal(KeyState.PendingDeletion, scheduled.KeyState);
        await RefusedAsync<KMSInvalidStateException>(() => _kms.DecryptAsync(new() { CiphertextBlob = blob }, Token));
        await _kms.CancelKeyDeletionAsync(key.KeyId, Token);
        Assert.Equal(KeyState.Disabled, (await _kms.DescribeKeyAsync(key.KeyId, Token)).KeyMetadata.KeyState);
        var external = (await _kms.CreateKeyAsync(new() { Origin = OriginType.EXTERNAL }, Token)).KeyMetadata;
        await RefusedAsync<KMSInvalidStateException>(() => EncryptAsync(external.Arn));
    }

    [Fact]
    public async Task Rotation_leaves_what_was_encrypted_before_readable()
    {
        var key = await KeyAsync();
        var blob = await EncryptAsync(key.Arn);
        await _kms.EnableKeyRotationAsync(new EnableKeyRotationRequest { KeyId = key.KeyId }, Token);
        await _kms.RotateKeyOnDemandAsync(new() { KeyId = key.KeyId }, Token);

        Assert.Equal(14, (await _kms.DecryptAsync(new() { CiphertextBlob = blob }, Token)).Plaintext.Length);
        Assert.True((await _kms.GetKeyRotationStatusAsync(key.KeyId, Token)).KeyRotationEnabled);
        Assert.Single((await _kms.ListKeyRotationsAsync(new() { KeyId = key.KeyId }, Token)).Rotations);
    }

    [Fact]
    public async Task An_alias_stands_for_a_key_and_then_for_another()
    {
        var (one, two) = (await KeyAsync(), await KeyAsync());
        await _kms.CreateAliasAsync("alias/workshop", one.KeyId, Token);
        await RefusedAsync<AlreadyExistsException>(() => _kms.CreateAliasAsync("alias/workshop", two.KeyId, Token));
        Assert.Equal(one.Arn, (await _kms.DescribeKeyAsync("alias/workshop", Token)).KeyMetadata.Arn);
        await _kms.UpdateAliasAsync("alias/workshop", two.KeyId, Token);
        Assert.Equal(two.Arn, (await _kms.EncryptAsync(
            new() { KeyId = "arn:aws:kms:us-east-1:123456789012:alias/workshop", Plaintext = new MemoryStream([1]) }, Token)).KeyId);
        Assert.Contains((await _kms.ListAliasesAsync(new ListAliasesRequest(), Token)).Aliases, alias => alias.AliasName == "alias/workshop" && alias.TargetKeyId == two.KeyId);
        await _kms.DeleteAliasAsync("alias/workshop", Token);
        await RefusedAsync<NotFoundException>(() => _kms.DescribeKeyAsync("alias/workshop", Token));
        await RefusedAsync<NotFoundException>(() => _kms.DescribeKeyAsync("alias/none", Token));
    }

    [Fact]
    public async Task ReEncrypt_moves_a_text_to_another_key_and_context()
    {
        var (one, two) = (await KeyAsync(), await KeyAsync());
        var blob = await EncryptAsync(one.Arn, Context);
        var moved = await _kms.ReEncryptAsync(
            new() { CiphertextBlob = blob, SourceEncryptionContext = Context, DestinationKeyId = two.Arn, DestinationEncryptionContext = Context }, Token);

        Assert.Equal((one.Arn, two.Arn), (moved.SourceKeyId, moved.KeyId));
        Assert.Equal(two.Arn, (await _kms.DecryptAsync(new() { CiphertextBlob = moved.CiphertextBlob, EncryptionContext = Context }, Token)).KeyId);
    }

    [Fact]
    public async Task A_replica_decrypts_in_its_own_Region()
    {
        var key = (await _kms.CreateKeyAsync(new() { MultiRegion = true }, Token)).KeyMetadata;
        var blob = await EncryptAsync(key.Arn);
        await _kms.ReplicateKeyAsync(new() { KeyId = key.KeyId, ReplicaRegion = "eu-west-1" }, Token);
        using var elsewhere = Client("eu-west-1");

        var answer = await elsewhere.DecryptAsync(new() { CiphertextBlob = blob }, Token);

        Assert.StartsWith("mrk-", key.KeyId, StringComparison.Ordinal);
        Assert.Equal(key.Arn.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal), answer.KeyId);
        await RefusedAsync<NotFoundException>(() => elsewhere.EncryptAsync(new() { KeyId = key.Arn, Plaintext = new MemoryStream([1]) }, Token));
    }

    [Fact]
    public async Task Too_much_and_nothing_are_refused()
    {
        var key = await KeyAsync();
        await _kms.EncryptAsync(new() { KeyId = key.Arn, Plaintext = new MemoryStream(new byte[4096]) }, Token);
        var e = await Assert.ThrowsAnyAsync<AmazonKeyManagementServiceException>(
            () => _kms.EncryptAsync(new() { KeyId = key.Arn, Plaintext = new MemoryStream(new byte[4097]) }, Token));
        Assert.Equal("ValidationException", e.ErrorCode);
    }

    [Fact]
    public async Task Grants_tags_and_policies_are_kept()
    {
        var key = (await _kms.CreateKeyAsync(new() { Tags = [new() { TagKey = "Owner", TagValue = "platform" }] }, Token)).KeyMetadata;
        var grant = await _kms.CreateGrantAsync(new() { KeyId = key.KeyId, GranteePrincipal = "arn:aws:iam::123456789012:role/r", Operations = ["Decrypt"] }, Token);
        Assert.Equal(grant.GrantId, Assert.Single((await _kms.ListGrantsAsync(new ListGrantsRequest { KeyId = key.KeyId }, Token)).Grants).GrantId);
        await _kms.RevokeGrantAsync(new() { KeyId = key.KeyId, GrantId = grant.GrantId }, Token);
        Assert.Empty((await _kms.ListGrantsAsync(new ListGrantsRequest { KeyId = key.KeyId }, Token)).Grants ?? []);
        Assert.Equal("platform", Assert.Single((await _kms.ListResourceTagsAsync(new() { KeyId = key.KeyId }, Token)).Tags).TagValue);
        const string Policy = """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:*","Resource":"*"}]}""";
        await _kms.PutKeyPolicyAsync(new() { KeyId = key.KeyId, Policy = Policy }, Token);
        Assert.Equal(Policy, (await _kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key.KeyId }, Token)).Policy);
    }

    [Fact]
    public async Task It_can_deny_and_throttle()
    {
        var key = await KeyAsync();
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "kms", "Encrypt"));
        var denied = await Assert.ThrowsAnyAsync<AmazonKeyManagementServiceException>(() => EncryptAsync(key.Arn));
        Assert.Equal("AccessDeniedException", denied.ErrorCode);
    }

    private static async Task RefusedAsync<T>(Func<Task> call)
        where T : Exception => await Assert.ThrowsAsync<T>(call);

    private AmazonKeyManagementServiceClient Client(string region) => new("AKIASANDBOX", "none", new AmazonKeyManagementServiceConfig
    {
        RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region),
        HttpClientFactory = new SandboxHttpClientFactory(_account),
        MaxErrorRetry = 0,
    });

    private async Task<KeyMetadata> KeyAsync() => (await _kms.CreateKeyAsync(new CreateKeyRequest(), Token)).KeyMetadata;

    private async Task<MemoryStream> EncryptAsync(string key, Dictionary<string, string>? context = null) => (await _kms.EncryptAsync(
        new() { KeyId = key, Plaintext = new MemoryStream("Attack at dawn"u8.ToArray()), EncryptionContext = context }, Token)).CiphertextBlob;
}
