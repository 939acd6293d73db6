using Amazon.Runtime.Documents;
using AwsHardening.Clients.Runtime.Calls;
using AwsHardening.Clients.Runtime.Json;
using AwsHardening.Clients.Runtime.Shapes;
using AwsHardening.Clients.Runtime.Xml;

namespace AwsHardening.Clients.Runtime.Rest;

/// <summary>What rest-json and rest-xml do not share: the form of a body that is no text and no bytes.</summary>
internal abstract class RestBody
{
    private static readonly RestBody s_json = new JsonForm();
    private static readonly RestBody s_xml = new XmlForm();

    public abstract string ContentType { get; }

    public static RestBody Of(Protocol protocol) => protocol == Protocol.RestXml ? s_xml : s_json;

    /// <summary>The members of a request that travel in its body.</summary>
    public abstract byte[] Write(Operation operation, object input);

    /// <summary>The one member that is the whole body; null for a body that is not sent.</summary>
    public abstract byte[]? WritePayload(Member payload, object? value);

    /// <summary>Fills the members of a response that travel in its body; an empty body leaves them as they are.</summary>
    public abstract void Read(byte[] body, StructureShape shape, object structure);

    /// <summary>The one member that is the whole body, which is not empty.</summary>
    public abstract object? ReadPayload(byte[] body, Member payload);

    private sealed class JsonForm : RestBody
    {
        public override string ContentType => "application/json";

        public override byte[] Write(Operation operation, object input) => JsonWriter.Write(operation.Input, input);

        public override byte[]? WritePayload(Member payload, object? value) => (payload.Shape, value) switch
        {
            (StructureShape, null) => "{}"u8.ToArray(),
            (_, null) => null,
            (StructureShape shape, _) => JsonWriter.Write(shape, value),
            _ => JsonWriter.WriteDocument((Document)value),
        };

        public override void Read(byte[] body, StructureShape shape, object structure) => JsonBody.Read(body, shape, structure);

        public override object? ReadPayload(byte[] body, Member payload)
        {
            var reader = new System.Text.Json.Utf8JsonReader(body);
            reader.Read();
            return JsonReader.ReadValue(ref reader, payload.Shape);
        }
    }

    private sealed class XmlForm : RestBody
    {
        public override string ContentType => "application/xml";

        public override byte[] Write(Operation operation, object input) => XmlShapeWriter.Write(
            operation.Input.XmlName ?? operation.BodyName ?? operation.Input.Name, operation.BodyNamespace ?? operation.Input.XmlNamespace, operation.Input, input);

        // Some models give a payload's member its own name as location name; that says nothing of the element's name.
        public override byte[]? WritePayload(Member payload, object? value) => value is null ? null : XmlShapeWriter.Write(
            payload.LocationName is { } name && name != payload.Name ? name : Shape(payload).XmlName ?? Shape(payload).Name,
            payload.XmlNamespace ?? Shape(payload).XmlNamespace, Shape(payload), value);

        public override void Read(byte[] body, StructureShape shape, object structure)
        {
            using var reader = XmlInput.Open(new MemoryStream(body, writable: false));
            if (body.Length > 0 && reader.MoveToContent() == System.Xml.XmlNodeType.Element)
            {
                XmlShapeReader.ReadMembers(reader, shape, structure);
            }
        }

        public override object? ReadPayload(byte[] body, Member payload)
        {
            var value = Shape(payload).Create();
            Read(body, Shape(payload), value);
            return value;
        }

        private static StructureShape Shape(Member payload) => (StructureShape)payload.Shape;
    }
}
