using System.Text.Json.Nodes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Seam;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>What is the file's alone. What every vault keeps to is shown through the cmdlets, by one suite for all of them.</summary>
public sealed class FileVaultTests : IDisposable
{
    private const string Passphrase = "four words are enough";

    private readonly UnlockedVaults _unlocked = new(TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder { get; } = Directory.CreateTempSubdirectory("aws-hardening-vault").FullName;

    private string FilePath => Path.Combine(Folder, "vault.json");

    [Fact]
    public async Task Nothing_secret_stands_in_the_file_and_only_its_owner_can_read_it()
    {
        await WriteAsync(Open(), "a", "AKIA0000000000000001", "s3cret", "t0ken");
        var text = await File.ReadAllTextAsync(FilePath, Token);
        Assert.DoesNotContain("s3cret", text);
        Assert.DoesNotContain("t0ken", text);
        Assert.DoesNotContain(Convert.ToBase64String("s3cret"u8), text);
        var key = JsonNode.Parse(text)!["Key"]!;
        Assert.Equal("PBKDF2-HMAC-SHA512", (string?)key["Derivation"]);
        Assert.True((int)key["Iterations"]! >= 210_000);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }

        Assert.Equal(["vault.json", "vault.json.lock"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task The_same_secret_is_never_encrypted_to_the_same_bytes()
    {
        await WriteAsync(Open(), "a", "AKIA0000000000000001", "same");
        await WriteAsync(Open(), "b", "AKIA0000000000000001", "same");
        var items = JsonNode.Parse(await File.ReadAllTextAsync(FilePath, Token))!["Items"]!.AsArray();
        Assert.NotEqual((string?)items[0]!["Nonce"], (string?)items[1]!["Nonce"]);
        Assert.NotEqual((string?)items[0]!["Ciphertext"], (string?)items[1]!["Ciphertext"]);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_said_and_changes_nothing()
    {
        await WriteAsync(Open(), "a", "AKIA0000000000000001", "one");
        var before = await File.ReadAllBytesAsync(FilePath, Token);
        using var nothing = new UnlockedVaults(TimeProvider.System);
        var wrong = With("another passphrase", nothing);
        Assert.Equal("VaultPassphraseWrong", await ErrorAsync(async () => await wrong.ReadAsync("a", Token)));
        Assert.Equal("VaultPassphraseWrong", await ErrorAsync(() => WriteAsync(wrong, "b", "AKIA0000000000000001", "two")));
        Assert.Equal("VaultPassphraseWrong", await ErrorAsync(async () => await wrong.PrepareAsync(Token)));
        // A passphrase that was said has to be right, even while the vault is open.
        Assert.Equal("VaultPassphraseWrong", await ErrorAsync(async () => await With("another passphrase", _unlocked, said: true).ReadAsync("a", Token)));
        Assert.Equal(before, await File.ReadAllBytesAsync(FilePath, Token));
    }

    [Theory]
    [InlineData("Name", "b")]
    [InlineData("Facts", "other")]
    [InlineData("Ciphertext", null)]
    [InlineData("Tag", null)]
    [InlineData("Nonce", null)]
    public async Task What_does_not_belong_together_is_not_believed(string member, string? value)
    {
        await WriteAsync(Open(), "a", "AKIA0000000000000001", "one");
        var root = JsonNode.Parse(await File.ReadAllTextAsync(FilePath, Token))!;
        var item = root["Items"]![0]!;
        if (member == "Facts")
        {
            item["Facts"]!["Fact"] = value;
        }
        else
        {
            item[member] = value ?? Flipped((string)item[member]!);
        }

        await File.WriteAllTextAsync(FilePath, root.ToJsonString(), Token);
        Assert.Equal("VaultDamaged", await ErrorAsync(async () => await Open().ReadAsync(member == "Name" ? "b" : "a", Token)));
    }

    [Theory]
    [InlineData("Iterations", 600_001, "VaultPassphraseWrong")]
    [InlineData("Iterations", 1000, "VaultDamaged")]
    [InlineData("Iterations", 2_000_000_000, "VaultDamaged")]
    [InlineData("Derivation", "PBKDF2-HMAC-SHA1", "VaultProtectionUnknown")]
    [InlineData("Protection", "Dpapi", "VaultProtectionUnknown")]
    [InlineData("Tag", null, "VaultPassphraseWrong")]
    public async Task Parameters_that_were_altered_open_nothing(string member, object? value, string error)
    {
        await WriteAsync(Open(), "a", "AKIA0000000000000001", "one");
        var root = JsonNode.Parse(await File.ReadAllTextAsync(FilePath, Token))!;
        root["Key"]![member] = value switch { int number => number, string text => text, _ => Flipped((string)root["Key"]![member]!) };
        await File.WriteAllTextAsync(FilePath, root.ToJsonString(), Token);
        Assert.Equal(error, await ErrorAsync(async () => await Open().ReadAsync("a", Token)));
    }

    [Theory]
    [InlineData("""{"Format":"AwsHardening vault","Version":2,"Key":{},"Items":[]}""", "VaultVersionUnknown")]
    [InlineData("""{"Format":"another","Version":1}""", "VaultInvalid")]
    [InlineData("""{"Format":"AwsHardening vault","Version":1}""", "VaultDamaged")]
    [InlineData("half a fil", "VaultDamaged")]
    [InlineData("", "VaultDamaged")]
    [InlineData("[]", "VaultDamaged")]
    public async Task A_file_that_is_no_vault_of_this_version_is_refused_and_left_as_it_is(string text, string error)
    {
        await File.WriteAllTextAsync(FilePath, text, Token);
        Assert.Equal(error, await ErrorAsync(async () => await Open().ListAsync(Token)));
        Assert.Equal(error, await ErrorAsync(() => WriteAsync(Open(), "a", "AKIA0000000000000001", "one", overwrite: true)));
        Assert.Equal(text, await File.ReadAllTextAsync(FilePath, Token));
    }

    [Fact]
    public async Task A_new_vault_takes_no_short_passphrase_and_none_at_all_is_an_error()
    {
        using var nothing = new UnlockedVaults(TimeProvider.System);
        Assert.Equal("VaultPassphraseTooShort", await ErrorAsync(() => WriteAsync(With("short", nothing), "a", "AKIA0000000000000001", "one")));
        Assert.Equal("VaultPassphraseNeeded", await ErrorAsync(() => WriteAsync(With(null, nothing), "a", "AKIA0000000000000001", "one")));
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task A_writer_that_holds_the_vault_keeps_others_waiting_and_then_out()
    {
        await WriteAsync(Open(), "a", "AKIA0000000000000001", "one");
        using var held = Core.Changes.JournalFile.Lock(FilePath + ".lock");
        var hasty = new VaultFile(FilePath, Protection(Passphrase), _unlocked, new Sandbox.SteppingClock(DateTimeOffset.UnixEpoch));
        Assert.Equal("VaultBusy", await ErrorAsync(() => WriteAsync(hasty, "b", "AKIA0000000000000001", "two")));
        Assert.Single(await Open().ListAsync(Token));
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_nothing_of_each_other()
    {
        await Open().PrepareAsync(Token);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => WriteAsync(Open(), $"n{i:00}", "AKIA0000000000000001", $"s{i}"))));
        Assert.Equal(12, (await Open().ListAsync(Token)).Count);
        using var last = await Open().ReadAsync("n11", Token);
        Assert.Equal("s11", SecretText.Reveal(last!.SecretAccessKey));
        Assert.DoesNotContain("s11", last.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static async Task<bool> WriteAsync(
        IVaultBackend vault, string name, string id, string secret, string? token = null, bool overwrite = false)
    {
        using var item = new VaultItem(
            new VaultEntry(name, new Dictionary<string, string> { ["Fact"] = $"fact {name}" }), id, SecretText.FromChars(secret),
            token is null ? null : SecretText.FromChars(token));
        return await vault.WriteAsync(item, overwrite, Token);
    }

    private VaultFile Open() => With(Passphrase, _unlocked);

    private VaultFile With(string? passphrase, UnlockedVaults unlocked, bool said = false) =>
        new(FilePath, Protection(passphrase), unlocked, TimeProvider.System, said);

    private static PassphraseProtection Protection(string? passphrase) =>
        new((_, _, _) => Task.FromResult(passphrase is null ? null : SecretText.FromChars(passphrase)), PassphraseProtection.MinIterations);

    private static string Flipped(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        bytes[0] ^= 1;
        return Convert.ToBase64String(bytes);
    }

    private static async Task<string> ErrorAsync(Func<Task> work) => (await Assert.ThrowsAsync<OperationException>(work)).Error.Id;
}
