using System.Xml;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Errors of S3: no outer element, details in no model, some of them as headers too.</summary>
internal static class S3ErrorBody
{
    private static readonly Dictionary<string, string> s_headers = new(StringComparer.Ordinal)
    {
        ["Region"] = "x-amz-bucket-region",
        ["DeleteMarker"] = "x-amz-delete-marker",
        ["VersionId"] = "x-amz-version-id",
    };

    private const int NotModified = 304;

    public static void Write(AwsErrorException error, string requestId, WireResponse response)
    {
        foreach (var (name, value) in error.Details ?? [])
        {
            if (s_headers.TryGetValue(name, out var header))
            {
                response.Headers[header] = value!.ToString();
            }
        }

        if (error.Status == NotModified)
        {
            response.Headers.Remove("Content-Type");
        }
        else
        {
            response.Body = XmlBody.Write(xml => Write(xml, error, requestId));
        }
    }

    private static void Write(XmlWriter xml, AwsErrorException error, string requestId)
    {
        xml.WriteStartElement("Error");
        xml.WriteElementString("Code", error.Code);
        xml.WriteElementString("Message", error.Message);
        foreach (var (name, value) in error.Details ?? [])
        {
            xml.WriteElementString(name, value!.ToString());
        }

        xml.WriteElementString("RequestId", requestId);
        xml.WriteEndElement();
    }
}
