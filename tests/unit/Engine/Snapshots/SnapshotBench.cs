using System.IO.Compression;
using AwsHardening.Core.Account;
using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Snapshots;

/// <summary>A folder for snapshots, and the export of embedded accounts into it.</summary>
internal sealed class SnapshotBench : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aws-hardening-snapshot-");
    private int _files;

    public string NewPath() => Path.Combine(_folder.FullName, $"{++_files}.snapshot");

    public string[] Files => [.. _folder.GetFiles().Select(file => file.Name)];

    public async Task<string> ExportAsync(SandboxAccount account, TestHost? host = null, bool pseudonymize = false, byte[]? salt = null)
    {
        var path = NewPath();
        using var session = Open(account);
        Assert.NotNull(await SnapshotExport.ExportAsync(
            session, new SnapshotOptions { Path = path, Pseudonymize = pseudonymize, Salt = salt ?? new byte[32] }, host ?? new(),
            TestContext.Current.CancellationToken));
        return path;
    }

    public static HardeningSession Open(SandboxAccount account) => SessionOperation.Open(new ConnectOptions(), new SessionSettings
    {
        SandboxAccount = account,
        // The same time in every header, so that whole files can be compared.
        Time = new SteppingClock(SteppingClock.DefaultStart),
        MaxReadRetries = 0,
    });

    public static string[] Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static void Write(string path, IEnumerable<string> lines)
    {
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Optimal)) { NewLine = "\n" };
        foreach (var line in lines)
        {
            writer.WriteLine(line);
        }
    }

    /// <summary>What AWS refused to show, a copy refuses too; and a copy of the copy is the same.</summary>
    public async Task AssertUnreadAsync(SandboxAccount account, string service, string operation)
    {
        account.Faults.Add(new FaultRule(FaultKind.AccessDenied, service, operation));
        var host = new TestHost();
        var path = await ExportAsync(account, host);
        Assert.NotEmpty(host.Errors);
        var copy = SandboxAccount.FromSnapshot(path);
        Assert.ThrowsAny<AwsErrorException>(() => copy.Invoke(service, operation, []));
        Assert.Equal(Lines(path), Lines(await ExportAsync(copy)));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
