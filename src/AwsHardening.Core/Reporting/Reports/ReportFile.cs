using System.Text;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>A report's file, written beside its place and put there once it is whole: what is cut off leaves nothing behind.</summary>
internal sealed class ReportFile : IDisposable
{
    private readonly string _partial;
    private readonly bool _replace;
    private readonly FileStream _stream;
    private readonly IReportWriter _writer;
    private bool _ended;

    /// <exception cref="OperationException">It is there already and may not be replaced, or cannot be written.</exception>
    public ReportFile(ReportFormat format, string path, string title, bool replace)
    {
        if (!replace && File.Exists(path))
        {
            throw FileErrors.Exists(path);
        }

        (Path, _replace, _partial) = (path, replace, $"{path}.{System.IO.Path.GetRandomFileName()}.partial");
        try
        {
            _stream = new FileStream(_partial, Options());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw FileErrors.NotWritable(path, e);
        }

        _writer = ReportWriters.Of(format, _stream, title);
    }

    /// <summary>Where it will stand.</summary>
    public string Path { get; }

    /// <exception cref="OperationException">It cannot be written.</exception>
    public void Add(HardeningFinding finding) => Guard(() => _writer.Add(finding));

    /// <summary>Writes the end, and puts the file in its place.</summary>
    /// <exception cref="OperationException">It cannot be written, or another file has taken its place.</exception>
    public void Complete(ReportTally tally) => Guard(() =>
    {
        _writer.Complete(tally);
        _writer.Dispose();
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        _ended = true;
        File.Move(_partial, Path, _replace);
    });

    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            try
            {
                _writer.Dispose();
                _stream.Dispose();
            }
            catch (IOException)
            {
                // What could not be written while it mattered need not be written now.
            }
        }

        File.Delete(_partial);
    }

    /// <summary>Text of a report: UTF-8, with the line ends of no platform.</summary>
    public static StreamWriter Text(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotWritable(Path, e);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
        {
            // What is wrong with an account is nobody else's business.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
