using AwsHardening.Core.Encryption.Data;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Errors;
using AwsHardening.UnitTests.Engine.Encryption.Message;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Data;

public sealed class FileProtectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aws-hardening-test-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Source => Path.Combine(_folder, "source");

    private string Destination => Path.Combine(_folder, "destination");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_full_disk_leaves_what_was_there_and_nothing_else()
    {
        await File.WriteAllBytesAsync(Source, Messages.Text(3 << 20), Token);
        await File.WriteAllTextAsync(Destination, "before", Token);
        var files = new FileProtection(path => new FullDisk(path, room: 1 << 20));

        var e = await Assert.ThrowsAsync<OperationException>(() => files.RunAsync(Source, Destination, force: true, EncryptAsync, Token));

        Assert.Equal("FileNotWritable", e.Error.Id);
        Assert.Contains("No space", e.Error.Message, StringComparison.Ordinal);
        Assert.Equal("before", await File.ReadAllTextAsync(Destination, Token));
        Assert.Equal([Destination, Source], Directory.GetFiles(_folder).Order());
    }

    [Fact]
    public async Task A_damaged_message_leaves_no_file()
    {
        var message = Messages.Encrypt(Messages.Text(3 << 20), 64 << 10);
        message[^1] ^= 1;
        await File.WriteAllBytesAsync(Source, message, Token);

        await Assert.ThrowsAsync<MessageException>(() => new FileProtection().RunAsync(Source, Destination, force: false, DecryptAsync, Token));

        Assert.Equal([Source], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_when_told_and_only_whole()
    {
        await File.WriteAllBytesAsync(Source, Messages.Text(100), Token);
        await File.WriteAllTextAsync(Destination, "before", Token);

        var e = await Assert.ThrowsAsync<OperationException>(() => new FileProtection().RunAsync(Source, Destination, force: false, EncryptAsync, Token));
        Assert.Equal("FileExists", e.Error.Id);
        await new FileProtection().RunAsync(Source, Destination, force: true, EncryptAsync, Token);
        Assert.Equal(Messages.Text(100), await Messages.DecryptAsync(await File.ReadAllBytesAsync(Destination, Token)));
    }

    [Fact]
    public async Task A_stop_leaves_no_file()
    {
        await File.WriteAllBytesAsync(Source, Messages.Text(100), Token);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FileProtection().RunAsync(
            Source, Destination, force: false,
            async (input, output, token) =>
            {
                await output.WriteAsync(new byte[10], token);
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
            stop.Token));

        Assert.Equal([Source], Directory.GetFiles(_folder));
    }

    private static async Task EncryptAsync(Stream input, Stream output, CancellationToken token)
    {
        using var materials = Messages.Materials();
        await MessageEncryptor.EncryptAsync(input, output, materials, new EncryptOptions(), token);
    }

    private static Task DecryptAsync(Stream input, Stream output, CancellationToken token) =>
        MessageDecryptor.DecryptAsync(input, output, Messages.Find, new DecryptOptions { DestinationIsStaged = true }, token);

    private sealed class FullDisk(string path, long room) : FileStream(path, FileMode.CreateNew)
    {
        private long _written;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            (_written += buffer.Length) > room ? throw new IOException("No space left on device") : base.WriteAsync(buffer, cancellationToken);
    }
}
