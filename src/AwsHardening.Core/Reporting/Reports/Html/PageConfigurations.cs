using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AwsHardening.Core.Reporting.Reports.Html;

/// <summary>The resources' configurations: each stands in the page once, however many rules judge it. Of those written a digest alone is kept.</summary>
internal sealed class PageConfigurations : IDisposable
{
    private readonly Dictionary<UInt128, int> _numbers = [];
    private readonly ArrayBufferWriter<byte> _waiting = new();
    private readonly Utf8JsonWriter _json;
    private bool _begun;
    private int _first;

    public PageConfigurations() => _json = new Utf8JsonWriter(_waiting);

    /// <summary>The number of a configuration; -1 for none.</summary>
    public int Number(string? configuration)
    {
        if (configuration is null)
        {
            return -1;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(configuration), digest);
        var key = BinaryPrimitives.ReadUInt128LittleEndian(digest);
        if (!_numbers.TryGetValue(key, out var number))
        {
            _numbers[key] = number = _numbers.Count;
            if (!_begun)
            {
                (_begun, _first) = (true, number);
                _json.WriteStartArray();
            }

            ConfigurationJson.Write(_json, configuration);
        }

        return number;
    }

    /// <summary>Writes what is new since the last time, if anything is.</summary>
    /// <param name="write">Takes the number of the first, and a JSON array.</param>
    public void Flush(Action<int, ReadOnlyMemory<byte>> write)
    {
        if (!_begun)
        {
            return;
        }

        _json.WriteEndArray();
        _json.Flush();
        write(_first, _waiting.WrittenMemory);
        _waiting.ResetWrittenCount();
        _json.Reset();
        _begun = false;
    }

    public void Dispose() => _json.Dispose();
}
