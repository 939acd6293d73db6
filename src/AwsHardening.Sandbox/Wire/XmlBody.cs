using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Whole XML documents.</summary>
internal static class XmlBody
{
    // Entities for line ends: XML readers turn a bare carriage return into a line feed.
    private static readonly XmlWriterSettings s_settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
    };

    public static byte[] Write(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, s_settings))
        {
            xml.WriteStartDocument();
            write(xml);
        }

        return stream.ToArray();
    }

    public static XElement Read(byte[] body)
    {
        using var stream = new MemoryStream(body);
        return XElement.Load(stream, LoadOptions.PreserveWhitespace);
    }
}
