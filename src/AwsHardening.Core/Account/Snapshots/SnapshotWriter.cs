using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Writes a snapshot beside its place, and puts it there once it is whole: a cut-off export leaves nothing behind.</summary>
internal sealed class SnapshotWriter : IDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly StreamWriter _lines;
    private readonly SnapshotDigest _digest = new();
    private bool _done;

    public SnapshotWriter(string path, SnapshotHeader header)
    {
        _path = path;
        _partial = $"{path}.{Path.GetRandomFileName()}.partial";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // An account's inventory is nobody else's business.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _lines = new StreamWriter(
            new GZipStream(new FileStream(_partial, options), CompressionLevel.Optimal), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        {
            NewLine = "\n",
        };
        Write(header.ToJson());
    }

    /// <summary>How many resources are written, by type.</summary>
    public IReadOnlyDictionary<string, long> Counts => _digest.Counts;

    public void Write(SnapshotRecord record)
    {
        _digest.Count(record);
        Write(record.ToJson());
    }

    /// <summary>Writes the last line and moves the file to its place.</summary>
    public void Complete(bool replace)
    {
        _lines.WriteLine(_digest.ToFooter().ToJsonString());
        _lines.Dispose();
        File.Move(_partial, _path, replace);
        _done = true;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _digest.Dispose();
        if (!_done)
        {
            File.Delete(_partial);
        }
    }

    private void Write(JsonObject line)
    {
        var text = line.ToJsonString();
        _digest.AddLine(text);
        _lines.WriteLine(text);
    }
}
