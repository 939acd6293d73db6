using System.Text;
using System.Text.Json.Nodes;
using System.Xml;

namespace AwsHardening.Sandbox.Wire;

/// <summary>What query and ec2 share: a form in, XML out.</summary>
internal abstract class FormProtocol : ServiceProtocol
{
    protected override string UnknownOperationCode => "InvalidAction";

    protected abstract FormValueReader Reader { get; }

    public override OperationModel FindOperation(ServiceModel model, WireRequest request)
    {
        string? action = Pairs(request).FirstOrDefault(pair => pair.Key == "Action").Value;
        return action is null
            ? throw new AwsErrorException("MissingAction", "The request is missing an action or a required parameter.")
            : model.Operations.GetValueOrDefault(action) ?? throw Unknown(action);
    }

    protected override JsonObject ParseInput(OperationModel operation, Shape input, WireRequest request) =>
        Reader.ReadMembers(input, FormNode.Parse(Pairs(request)));

    protected static WireResponse Xml(int status, string contentType, string requestId, Action<XmlWriter> write)
    {
        var response = new WireResponse { Status = status, Body = XmlBody.Write(write), ContentType = contentType };
        response.Headers["x-amzn-RequestId"] = requestId;
        return response;
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(WireRequest request) =>
        request.Query.Concat(UrlEncoded.Parse(Encoding.UTF8.GetString(request.Body)));
}
