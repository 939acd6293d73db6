using AwsHardening.Core.Identity.Vault;
using AwsHardening.Seam;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>What every vault keeps to. That the registered ones do is shown through the cmdlets, by the suite of the same name there.</summary>
public abstract class VaultContract : IDisposable
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Where files of the test may stand.</summary>
    private protected string Folder { get; } = Directory.CreateTempSubdirectory("aws-hardening-vault").FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_written_is_read_back_by_whoever_opens_the_vault_next()
    {
        await Open().PrepareAsync(Token);
        Assert.True(await WriteAsync(Open(), "a", "AKIA0000000000000001", "s3cret/+= \u00e9\u20ac", "t0ken"));
        using var item = await Open().ReadAsync("a", Token);
        Assert.NotNull(item);
        Assert.Equal(("AKIA0000000000000001", "s3cret/+= \u00e9\u20ac", "t0ken"),
            (item.AccessKeyId, SecretText.Reveal(item.SecretAccessKey), SecretText.Reveal(item.SessionToken!)));
        Assert.Equal("fact a", item.Entry.Facts["Fact"]);
        Assert.DoesNotContain("s3cret", item.ToString());
    }

    [Fact]
    public async Task A_name_that_is_taken_is_kept_unless_it_may_be_overwritten()
    {
        await WriteAsync(Open(), "a", "AKIA0000000000000001", "one");
        Assert.False(await WriteAsync(Open(), "a", "AKIA0000000000000002", "two"));
        using (var kept = await Open().ReadAsync("a", Token))
        {
            Assert.Equal("one", SecretText.Reveal(kept!.SecretAccessKey));
            Assert.Null(kept.SessionToken);
        }

        Assert.True(await WriteAsync(Open(), "a", "AKIA0000000000000002", "two", overwrite: true));
        using var replaced = await Open().ReadAsync("a", Token);
        Assert.Equal("two", SecretText.Reveal(replaced!.SecretAccessKey));
    }

    [Fact]
    public async Task It_lists_all_names_in_order_and_removes_one()
    {
        var vault = Open();
        Assert.Empty(await vault.ListAsync(Token));
        foreach (var name in new[] { "b~next", "b", "a/x@y+z=1,2", "A" })
        {
            await WriteAsync(vault, name, "AKIA0000000000000001", name);
        }

        Assert.Equal(["A", "a/x@y+z=1,2", "b", "b~next"], (await vault.ListAsync(Token)).Select(entry => entry.Name));
        Assert.True(await vault.RemoveAsync("b", Token));
        Assert.False(await vault.RemoveAsync("b", Token));
        Assert.Null(await vault.ReadAsync("b", Token));
        Assert.Equal(3, (await Open().ListAsync(Token)).Count);
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_nothing_of_each_other()
    {
        await Open().PrepareAsync(Token);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => WriteAsync(Open(), $"n{i:00}", "AKIA0000000000000001", $"s{i}"))));
        Assert.Equal(12, (await Open().ListAsync(Token)).Count);
        using var last = await Open().ReadAsync("n11", Token);
        Assert.Equal("s11", SecretText.Reveal(last!.SecretAccessKey));
    }

    /// <summary>The vault, opened anew.</summary>
    private protected abstract IVaultBackend Open();

    private protected static async Task<bool> WriteAsync(
        IVaultBackend vault, string name, string id, string secret, string? token = null, bool overwrite = false)
    {
        using var item = new VaultItem(
            new VaultEntry(name, new Dictionary<string, string> { ["Fact"] = $"fact {name}" }), id, SecretText.FromChars(secret),
            token is null ? null : SecretText.FromChars(token));
        return await vault.WriteAsync(item, overwrite, Token);
    }
}

/// <summary>The stand-in that the rotation's faults are rehearsed with is a vault too.</summary>
public class MemoryVaultTests : VaultContract
{
    private readonly MemoryVault _vault = new();

    private protected override IVaultBackend Open() => _vault;
}
