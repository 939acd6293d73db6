using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Encryption.Data;

/// <summary>Files: written beside, and renamed when whole; what failed leaves nothing behind.</summary>
/// <param name="create">Opens the file that is written beside; null for a file of the file system.</param>
internal sealed class FileProtection(Func<string, Stream>? create = null)
{
    private readonly Func<string, Stream> _create = create ?? CreateFile;

    /// <summary>Reads one file and writes another.</summary>
    /// <param name="source">The file to read.</param>
    /// <param name="destination">The file to write.</param>
    /// <param name="force">Whether a file that is there may be replaced.</param>
    /// <param name="work">From the one to the other.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationException">One cannot be read, or the other not be written.</exception>
    /// <exception cref="MessageException">The message is not in order.</exception>
    public async Task RunAsync(
        string source, string destination, bool force, Func<Stream, Stream, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (!force && File.Exists(destination))
        {
            throw FileErrors.Exists(destination);
        }

        await using var input = Open(source);
        await WriteAsync(destination, force, (output, stop) => work(input, output, stop), cancellationToken);
    }

    /// <summary>Writes a file.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task WriteAsync(
        string destination, bool force, Func<Stream, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (!force && File.Exists(destination))
        {
            throw FileErrors.Exists(destination);
        }

        var beside = $"{destination}.{Path.GetRandomFileName()}";
        try
        {
            await using (var output = _create(beside))
            {
                await work(output, cancellationToken);
                await output.FlushAsync(cancellationToken);
                (output as FileStream)?.Flush(flushToDisk: true);
            }

            File.Move(beside, destination, force);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotWritable(destination, e);
        }
        finally
        {
            if (File.Exists(beside))
            {
                File.Delete(beside);
            }
        }
    }

    /// <summary>Opens a file to read it from beginning to end.</summary>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotReadable(path, e);
        }
    }

    // Plaintext that is not verified whole yet is nobody else's to read.
    private static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
