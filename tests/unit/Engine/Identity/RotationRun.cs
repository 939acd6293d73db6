using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>How much happens in a rotation in which nothing goes wrong.</summary>
/// <param name="Calls">AWS calls.</param>
/// <param name="Writes">Writes and removals of the vault.</param>
/// <param name="Moments">The moments before and after each of both.</param>
internal sealed record CleanRotation(int Calls, int Writes, int Moments);

/// <summary>One rotation that is watched: at every moment the credential in the vault has to be a key that works.</summary>
internal sealed class RotationRun : IDisposable
{
    private readonly bool _itself;
    private readonly string _name;
    private readonly List<string> _broken = [];
    private int _moments;
    private int _writes;
    private (byte[]? Journal, byte[]? Head)? _left;

    private RotationRun(bool itself, string name) => (_itself, _name) = (itself, name);

    public KeyBench Bench { get; } = new();

    /// <summary>What a write of the vault does besides; after is true once it had its effect.</summary>
    public Action<bool>? OnWrite { get; set; }

    /// <summary>The moment at which the process dies, from 1; 0 for never.</summary>
    public int DiesAt { get; set; }

    public static async Task<CleanRotation> CleanAsync(bool itself)
    {
        using var run = await BeginAsync(itself, "nothing wrong");
        var before = run.Bench.Account.Calls.Count;
        await run.UpdateAsync();
        var clean = new CleanRotation(run.Bench.Account.Calls.Count - before, run._writes, run._moments);
        await run.AssertEndsAsync();
        return clean;
    }

    public static async Task<RotationRun> BeginAsync(bool itself, string name)
    {
        var run = new RotationRun(itself, $"{(itself ? "by itself" : "by an administrator")}, {name}");
        await run.Bench.NewAsync(new TestHost());
        run.Bench.Account.OnCall = (_, _) => run.Moment();
        run.Bench.Vault.OnWrite = (_, after) =>
        {
            run._writes += after ? 1 : 0;
            run.Moment();
            run.OnWrite?.Invoke(after);
        };
        return run;
    }

    public async Task UpdateAsync()
    {
        try
        {
            await Bench.UpdateAsync(new TestHost(), session: _itself ? await Bench.OwnAsync() : null);
        }
        catch (Exception e) when (e is IOException or ProcessEndedException)
        {
            // A vault of this module's would have said so in an error's words.
        }
    }

    /// <summary>A new process finds what the dead one had written by then.</summary>
    public void Revive()
    {
        DiesAt = 0;
        Assert.NotNull(_left);
        var path = Bench.Rehearsal.JournalPath;
        Put(path, _left.Value.Journal);
        Put(JournalHead.PathFor(path), _left.Value.Head);
    }

    /// <summary>Whoever comes next ends the rotation: one key, in the vault, and nothing left over anywhere.</summary>
    public async Task AssertEndsAsync()
    {
        Bench.AssertWorkingKey(_name);
        Bench.Rehearsal.Reopen();
        // One run ends the rotation before it; where that had come to nothing, it rotates.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var host = new TestHost();
            await Bench.UpdateAsync(host, session: _itself ? await Bench.OwnAsync() : null);
            Assert.True(host.Errors.Count == 0, $"{_name}: {string.Join("; ", host.Errors.Select(error => error.Message))}");
            if (attempt == 0)
            {
                Assert.True(Bench.Keys.Count == 1, $"{_name}: {Bench.Keys.Count} keys");
                Assert.True(Bench.Vault.Names.Count == 1, $"{_name}: {string.Join(", ", Bench.Vault.Names)}");
            }
        }

        Assert.Single(Bench.Keys);
        Bench.AssertWorkingKey(_name);
        Bench.AssertNoSecretJournaled();
        Assert.True(_broken.Count == 0, $"{_name}: {string.Join("; ", _broken)}");
        var open = (await Bench.Rehearsal.ChangesAsync()).Where(change => change.Status == HardeningChangeStatus.Interrupted).ToArray();
        Assert.True(open.Length == 0, $"{_name}: {string.Join("; ", open.Select(change => change.Why))} is still open");
    }

    public void Dispose() => Bench.Dispose();

    private void Moment()
    {
        if (Bench.WhyNoWorkingKey is { } why)
        {
            _broken.Add($"moment {_moments + 1}: {why}");
        }

        if (_left is not null && DiesAt > 0)
        {
            throw new ProcessEndedException();
        }

        if (++_moments == DiesAt)
        {
            var path = Bench.Rehearsal.JournalPath;
            _left = (Bytes(path), Bytes(JournalHead.PathFor(path)));
            throw new ProcessEndedException();
        }
    }

    private static byte[]? Bytes(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    private static void Put(string path, byte[]? bytes)
    {
        if (bytes is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllBytes(path, bytes);
        }
    }

    private sealed class ProcessEndedException() : Exception("The process ended.");
}
