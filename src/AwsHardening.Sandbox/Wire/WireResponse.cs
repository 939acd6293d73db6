namespace AwsHardening.Sandbox.Wire;

/// <summary>An HTTP response as a protocol writes it.</summary>
internal sealed class WireResponse
{
    public int Status { get; set; } = 200;

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public byte[] Body { get; set; } = [];

    public string? ContentType
    {
        get => Headers.GetValueOrDefault("Content-Type");
        set => Headers["Content-Type"] = value!;
    }
}
