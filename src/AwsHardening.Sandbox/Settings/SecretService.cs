using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>AWS Secrets Manager: secrets, their policies and whether they rotate. What they hold is not kept.</summary>
internal sealed class SecretService : SettingsService
{
    private const int PageSize = 100;
    private static readonly string[] s_kept = ["Name", "Description", "KmsKeyId", "Tags"];

    private readonly Regional<List<Secret>> _regions = new(_ => []);

    public SecretService(SandboxAccount account)
        : base("secretsmanager", account)
    {
        Operations.Add("CreateSecret", Create);
        Operations.Add("ListSecrets", List);
        Operations.Add("DescribeSecret", call => (JsonObject)Find(call).Shape.DeepClone());
        Operations.Add("RotateSecret", Rotate);
        Operations.Add("GetResourcePolicy", call => Find(call) is var secret && secret.Policy is { } policy ? Json.Of(("ARN", secret.Arn), ("Name", secret.Name), ("ResourcePolicy", policy)) : Named(secret));
        Operations.Add("PutResourcePolicy", Put);
        Operations.Add("DeleteResourcePolicy", call =>
        {
            Find(call).Policy = null;
            return Named(Find(call));
        });
    }

    /// <inheritdoc/>
    public override string? PolicyOf(string region, JsonObject input) => input.Text("SecretId") is { } id ? _regions[region].Find(secret => secret.Is(id))?.Policy : null;

    private static JsonObject Named(Secret secret) => Json.Of(("ARN", secret.Arn), ("Name", secret.Name));

    private Secret Find(ServiceCall call) => _regions[call.Region].Find(secret => secret.Is(call.Required("SecretId")))
        ?? throw new AwsErrorException("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

    private JsonObject Create(ServiceCall call)
    {
        var name = call.Required("Name");
        if (_regions[call.Region].Exists(secret => secret.Name == name))
        {
            throw new AwsErrorException("ResourceExistsException", $"The operation failed because the secret {name} already exists.");
        }

        var shape = Json.Of([.. s_kept.Select(member => (member, call.Input[member]?.DeepClone()))]);
        shape["ARN"] = $"arn:{AwsPartition.OfRegion(call.Region).Name}:secretsmanager:{call.Region}:{Account.AccountId}:secret:{name}-{Account.Ids.NextHex("secret", 6)}";
        (shape["CreatedDate"], shape["LastChangedDate"]) = (Json.Time(Account.Clock.GetUtcNow()), Json.Time(Account.Clock.GetUtcNow()));
        _regions[call.Region].Add(new Secret(shape));
        return Named(_regions[call.Region][^1]);
    }

    private JsonObject List(ServiceCall call)
    {
        var (page, next) = PageToken.Cut(
            call.Operation, [.. _regions[call.Region].Select(secret => secret.Shape.DeepClone())], call.Number("MaxResults") ?? PageSize, call.Text("NextToken"),
            () => new("InvalidNextTokenException", "The NextToken value is invalid."));
        return Json.Of(("SecretList", Json.List(page)), ("NextToken", next));
    }

    private JsonObject Rotate(ServiceCall call)
    {
        var secret = Find(call);
        if ((call.Text("RotationLambdaARN") ?? secret.Shape.Text("RotationLambdaARN")) is not { } function)
        {
            throw new AwsErrorException("InvalidRequestException", "No Lambda rotation function ARN is associated with this secret.");
        }

        (secret.Shape["RotationEnabled"], secret.Shape["RotationLambdaARN"]) = (true, function);
        if (call.Input["RotationRules"] is { } rules)
        {
            secret.Shape["RotationRules"] = rules.DeepClone();
        }

        return Named(secret);
    }

    private JsonObject Put(ServiceCall call)
    {
        var (secret, policy) = (Find(call), call.Required("ResourcePolicy"));
        if (!ResourcePolicy.IsPolicy(policy))
        {
            throw new AwsErrorException("MalformedPolicyDocumentException", "This resource policy contains a syntax error.");
        }

        if (call.Flag("BlockPublicPolicy") is true && S3.BucketPolicy.IsPublic(policy))
        {
            throw new AwsErrorException("PublicPolicyException", "You can't attach a resource policy that allows broad access to the secret.");
        }

        secret.Policy = policy;
        return Named(secret);
    }

    private sealed class Secret(JsonObject shape)
    {
        public JsonObject Shape => shape;

        public string Name => shape.Text("Name")!;

        public string Arn => shape.Text("ARN")!;

        public string? Policy { get; set; }

        // By ARN, by ARN without the letters that Secrets Manager ends it with, or by name.
        public bool Is(string id) => id == Name || id == Arn || id == Arn[..^7];
    }
}
