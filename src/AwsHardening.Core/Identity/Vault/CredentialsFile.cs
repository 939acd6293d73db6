using System.Text;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>
/// A credentials file of the AWS tools, as bytes that are wiped: which profiles hold an access key in plain text, and the file without
/// them, byte for byte as it was elsewhere (AWS SDKs and Tools Reference Guide: shared config and credentials files).
/// </summary>
internal sealed class CredentialsFile : IDisposable
{
    private static readonly string[] s_secretMembers = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"];

    private readonly SecretBytes _bytes;
    private readonly List<Line> _lines = [];

    private CredentialsFile(SecretBytes bytes)
    {
        _bytes = bytes;
        Parse();
    }

    /// <summary>The profiles that hold an access key, in the file's order.</summary>
    public IReadOnlyList<string> Profiles => [.. _lines.Where(line => line.Member == s_secretMembers[1]).Select(line => line.Profile!).Distinct()];

    /// <summary>The numbers of comments that look as if they held a secret; they are nobody's profile, and stay.</summary>
    public IReadOnlyList<int> CommentedSecrets =>
        [.. _lines.Where(line => line.IsComment && Text(line.Whole).Contains(s_secretMembers[1], StringComparison.OrdinalIgnoreCase)).Select(line => line.Number)];

    /// <exception cref="OperationException">It is not there, or cannot be read.</exception>
    public static CredentialsFile Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite, BufferSize = 0 });
            var bytes = new SecretBytes(checked((int)stream.Length));
            stream.ReadExactly(bytes.Span);
            return new CredentialsFile(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotReadable(path, e);
        }
    }

    /// <summary>The access key of a profile, which the caller disposes of.</summary>
    /// <exception cref="OperationException">The profile holds half of one.</exception>
    public CredentialToSave Credential(string profile, string name)
    {
        var id = Value(profile, s_secretMembers[0]);
        var secret = Value(profile, s_secretMembers[1]);
        var token = Value(profile, s_secretMembers[2]);
        var serial = Value(profile, "mfa_serial");
        return new CredentialToSave(
            name, id is { } i ? Text(i) : "", SecretText.FromUtf8(secret is { } s ? Span(s) : []),
            token is { } t ? SecretText.FromUtf8(Span(t)) : null, serial is { } m ? Text(m) : null);
    }

    /// <summary>The file without the access keys of profiles; a profile of which nothing else stands there goes as a whole.</summary>
    public SecretBytes Without(IReadOnlyCollection<string> profiles)
    {
        var gone = _lines.Where(line => line.Profile is { } profile && profiles.Contains(profile) && s_secretMembers.Contains(line.Member)).ToHashSet();
        foreach (var header in _lines.Where(line => line.IsHeader && profiles.Contains(line.Profile!)))
        {
            var body = _lines.SkipWhile(line => line != header).Skip(1).TakeWhile(line => !line.IsHeader).ToArray();
            if (body.All(line => gone.Contains(line) || line.IsBlank))
            {
                gone.Add(header);
                gone.UnionWith(body);
            }
        }

        var rest = new SecretBytes(_lines.Where(line => !gone.Contains(line)).Sum(line => line.Whole.Length));
        var at = 0;
        foreach (var line in _lines.Where(line => !gone.Contains(line)))
        {
            Span(line.Whole).CopyTo(rest.Span[at..]);
            at += line.Whole.Length;
        }

        return rest;
    }

    /// <summary>True where another reading of the file gave the same bytes.</summary>
    public bool Same(CredentialsFile other) => _bytes.Span.SequenceEqual(other._bytes.Span);

    public void Dispose() => _bytes.Dispose();

    private void Parse()
    {
        string? profile = null;
        var (at, number) = (0, 1);
        while (at < _bytes.Length)
        {
            var rest = _bytes.Span[at..];
            var end = rest.IndexOf((byte)'\n');
            var whole = new Part(at, end < 0 ? rest.Length : end + 1);
            var content = Trim(number == 1 ? SkipMark(whole) : whole);
            var text = Span(content);
            var isHeader = text.Length > 2 && text[0] == '[' && text.IndexOf((byte)']') > 0;
            if (isHeader)
            {
                profile = Text(Trim(new Part(content.At + 1, text.IndexOf((byte)']') - 1)));
            }

            var isComment = text.Length > 0 && text[0] is (byte)'#' or (byte)';';
            // What is indented belongs to the member above it.
            var isMember = !isHeader && !isComment && text.IndexOf((byte)'=') > 0 && profile is not null && content.At == Start(whole, number);
            _lines.Add(new Line(
                number, whole, profile, isHeader, isComment, text.Length == 0,
                isMember ? Text(Trim(new Part(content.At, text.IndexOf((byte)'=')))).ToLowerInvariant() : null,
                isMember ? Value(content, text.IndexOf((byte)'=')) : default));
            at += whole.Length;
            number++;
        }
    }

    private int Start(Part whole, int number) => (number == 1 ? SkipMark(whole) : whole).At;

    private Part SkipMark(Part part) =>
        Span(part).StartsWith(Encoding.UTF8.Preamble) ? new Part(part.At + Encoding.UTF8.Preamble.Length, part.Length - Encoding.UTF8.Preamble.Length) : part;

    private Part Value(Part content, int equals)
    {
        var value = Trim(new Part(content.At + equals + 1, content.Length - equals - 1));
        foreach (var mark in new[] { " #"u8.ToArray(), " ;"u8.ToArray(), "\t#"u8.ToArray(), "\t;"u8.ToArray() })
        {
            if (Span(value).IndexOf(mark) is >= 0 and var comment)
            {
                value = Trim(value with { Length = comment });
            }
        }

        return value;
    }

    // Where a profile stands twice, the later word counts.
    private Part? Value(string profile, string member) =>
        _lines.LastOrDefault(line => line.Profile == profile && line.Member == member)?.Value;

    private Part Trim(Part part)
    {
        var (at, end) = (part.At, part.At + part.Length);
        while (at < end && IsSpace(_bytes.Span[at]))
        {
            at++;
        }

        while (end > at && IsSpace(_bytes.Span[end - 1]))
        {
            end--;
        }

        return new Part(at, end - at);
    }

    private ReadOnlySpan<byte> Span(Part part) => _bytes.Span.Slice(part.At, part.Length);

    private string Text(Part part) => Encoding.UTF8.GetString(Span(part));

    private static bool IsSpace(byte one) => one is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private readonly record struct Part(int At, int Length);

    private sealed record Line(int Number, Part Whole, string? Profile, bool IsHeader, bool IsComment, bool IsBlank, string? Member, Part Value);
}
