using System.Xml;

namespace AwsHardening.Clients.Runtime.Xml;

/// <summary>Opens XML from the network: no document type, no external entity.</summary>
internal static class XmlInput
{
    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public static XmlReader Open(Stream stream) => XmlReader.Create(stream, s_settings);
}
