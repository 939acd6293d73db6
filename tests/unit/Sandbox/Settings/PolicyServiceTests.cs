using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Settings;

/// <summary>Services whose resources have policies, as far as an audit looks at them.</summary>
public class PolicyServiceTests
{
    private const string Open = """{"Version":"2012-10-17","Statement":[{"Sid":"one","Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    private readonly IdentityBench _bench = new();

    private string Refused(string service, string operation, object? parameters = null) =>
        Assert.Throws<AwsErrorException>(() => _bench.Call(service, operation, parameters)).Code;

    [Fact]
    public void Queues_come_in_pages_to_those_alone_who_say_a_size()
    {
        foreach (var name in new[] { "c", "a", "b.fifo" })
        {
            _bench.Call("sqs", "CreateQueue", new { QueueName = name });
        }

        Assert.Equal(["a", "b.fifo", "c"], Names(_bench.Call("sqs", "ListQueues")));
        var first = _bench.Call("sqs", "ListQueues", new { MaxResults = 2 });
        Assert.Equal(["a", "b.fifo"], Names(first));
        var second = _bench.Call("sqs", "ListQueues", new { MaxResults = 2, NextToken = (string)first["NextToken"]! });
        Assert.Equal(["c"], Names(second));
        Assert.Null(second["NextToken"]);
        Assert.Equal(["c"], Names(_bench.Call("sqs", "ListQueues", new { QueueNamePrefix = "c" })));
        Assert.Equal("InvalidParameterValue", Refused("sqs", "ListQueues", new { MaxResults = 1001 }));
        Assert.Equal("InvalidParameterValue", Refused("sqs", "CreateQueue", new { QueueName = "no name" }));

        static string[] Names(JsonObject answer) => [.. answer["QueueUrls"]!.AsArray().Select(url => ((string)url!).Split('/')[^1])];
    }

    [Fact]
    public void A_queue_has_one_kind_of_encryption_at_a_time()
    {
        var url = (string)_bench.Call("sqs", "CreateQueue", new { QueueName = "q" })["QueueUrl"]!;
        JsonNode Attributes() => _bench.Call("sqs", "GetQueueAttributes", new { QueueUrl = url, AttributeNames = new[] { "All" } })["Attributes"]!;
        void Set(object attributes) => _bench.Call("sqs", "SetQueueAttributes", new { QueueUrl = url, Attributes = attributes });

        Assert.Equal(("true", null), ((string?)Attributes()["SqsManagedSseEnabled"], (string?)Attributes()["KmsMasterKeyId"]));
        Set(new { KmsMasterKeyId = "alias/aws/sqs" });
        Assert.Equal(("false", "alias/aws/sqs"), ((string?)Attributes()["SqsManagedSseEnabled"], (string?)Attributes()["KmsMasterKeyId"]));
        Set(new { SqsManagedSseEnabled = "true" });
        Assert.Equal(("true", null), ((string?)Attributes()["SqsManagedSseEnabled"], (string?)Attributes()["KmsMasterKeyId"]));
        Assert.Equal("InvalidAttributeValue", Refused("sqs", "SetQueueAttributes", new { QueueUrl = url, Attributes = new { SqsManagedSseEnabled = "true", KmsMasterKeyId = "k" } }));
        Assert.Equal("InvalidAttributeValue", Refused("sqs", "SetQueueAttributes", new { QueueUrl = url, Attributes = new { Policy = "{}" } }));
        Assert.Equal("InvalidAttributeName", Refused("sqs", "SetQueueAttributes", new { QueueUrl = url, Attributes = new { QueueArn = "x" } }));
        Assert.Equal("InvalidAttributeName", Refused("sqs", "GetQueueAttributes", new { QueueUrl = url, AttributeNames = new[] { "Colour" } }));

        Set(new { Policy = Open });
        Assert.Equal(Open, (string?)Attributes()["Policy"]);
        Set(new { Policy = "" });
        Assert.Null(Attributes()["Policy"]);
        // What is not asked for is not told.
        Assert.Null(_bench.Call("sqs", "GetQueueAttributes", new { QueueUrl = url })["Attributes"]);
        Assert.Equal(url, (string?)_bench.Call("sqs", "CreateQueue", new { QueueName = "q", Attributes = new { DelaySeconds = "0" } })["QueueUrl"]);
        Assert.Equal("QueueAlreadyExists", Refused("sqs", "CreateQueue", new { QueueName = "q", Attributes = new { DelaySeconds = "9" } }));
        _bench.Call("sqs", "DeleteQueue", new { QueueUrl = url });
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", Refused("sqs", "GetQueueUrl", new { QueueName = "q" }));
    }

    [Fact]
    public void A_permission_becomes_a_statement_of_the_function_or_of_its_alias()
    {
        Assert.Equal("ResourceNotFoundException", Refused("lambda", "GetPolicy", new { FunctionName = "f" }));
        var function = new { FunctionName = "f", Runtime = "python3.13", Role = "arn:aws:iam::123456789012:role/f", Handler = "f.f", Code = new { S3Bucket = "b", S3Key = "k" } };
        var arn = (string)_bench.Call("lambda", "CreateFunction", function)["FunctionArn"]!;
        Assert.Equal("ResourceConflictException", Refused("lambda", "CreateFunction", function));
        Assert.Equal("ResourceNotFoundException", Refused("lambda", "GetPolicy", new { FunctionName = "f" }));
        _bench.Call("lambda", "CreateAlias", new { FunctionName = arn, Name = "live", FunctionVersion = "$LATEST" });
        Assert.Equal("ResourceConflictException", Refused("lambda", "CreateAlias", new { FunctionName = "f", Name = "live", FunctionVersion = "$LATEST" }));
        Assert.Equal("ResourceNotFoundException", Refused("lambda", "CreateAlias", new { FunctionName = "f", Name = "old", FunctionVersion = "7" }));

        void Permit(string id, string principal, string? qualifier = null, string? source = null) => _bench.Call("lambda", "AddPermission", new
        {
            FunctionName = "f", StatementId = id, Action = "lambda:InvokeFunction", Principal = principal, Qualifier = qualifier, SourceArn = source,
        });
        Permit("1", "*");
        Permit("2", "s3.amazonaws.com", source: "arn:aws:s3:::b");
        Permit("3", "111122223333", "live");
        Assert.Equal("ResourceConflictException", Assert.Throws<AwsErrorException>(() => Permit("1", "*")).Code);
        var statements = Policy(null).AsArray();
        Assert.Equal("*", (string?)statements[0]!["Principal"]);
        Assert.Equal(("s3.amazonaws.com", "arn:aws:s3:::b"), ((string?)statements[1]!["Principal"]!["Service"], (string?)statements[1]!["Condition"]!["ArnLike"]!["AWS:SourceArn"]));
        Assert.Equal(2, statements.Count);
        var alias = Assert.Single(Policy("live").AsArray())!;
        Assert.Equal(($"{arn}:live", "arn:aws:iam::111122223333:root"), ((string?)alias["Resource"], (string?)alias["Principal"]!["AWS"]));

        _bench.Call("lambda", "RemovePermission", new { FunctionName = "f", StatementId = "3", Qualifier = "live" });
        Assert.Equal("ResourceNotFoundException", Refused("lambda", "GetPolicy", new { FunctionName = "f", Qualifier = "live" }));
        Assert.Equal("ResourceNotFoundException", Refused("lambda", "RemovePermission", new { FunctionName = "f", StatementId = "3" }));
        _bench.Call("lambda", "CreateFunctionUrlConfig", new { FunctionName = "f", AuthType = "NONE" });
        Assert.Equal("ResourceConflictException", Refused("lambda", "CreateFunctionUrlConfig", new { FunctionName = "f", AuthType = "NONE" }));
        Assert.Equal("NONE", (string?)_bench.Call("lambda", "ListFunctionUrlConfigs", new { FunctionName = "f" })["FunctionUrlConfigs"]![0]!["AuthType"]);

        JsonNode Policy(string? qualifier) => JsonNode.Parse((string)_bench.Call("lambda", "GetPolicy", new { FunctionName = "f", Qualifier = qualifier })["Policy"]!)!["Statement"]!;
    }

    [Fact]
    public void A_secret_is_found_by_name_and_ARN_and_tells_nothing_of_what_it_holds()
    {
        var arn = (string)_bench.Call("secretsmanager", "CreateSecret", new { Name = "a", SecretString = "hush" })["ARN"]!;
        _bench.Call("secretsmanager", "CreateSecret", new { Name = "b" });
        Assert.Equal("ResourceExistsException", Refused("secretsmanager", "CreateSecret", new { Name = "a" }));
        var page = _bench.Call("secretsmanager", "ListSecrets", new { MaxResults = 1 });
        Assert.DoesNotContain("hush", page.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("b", (string?)_bench.Call("secretsmanager", "ListSecrets", new { MaxResults = 1, NextToken = (string)page["NextToken"]! })["SecretList"]![0]!["Name"]);

        Assert.Null(_bench.Call("secretsmanager", "GetResourcePolicy", new { SecretId = arn })["ResourcePolicy"]);
        Assert.Equal("MalformedPolicyDocumentException", Refused("secretsmanager", "PutResourcePolicy", new { SecretId = "a", ResourcePolicy = "{" }));
        Assert.Equal("PublicPolicyException", Refused("secretsmanager", "PutResourcePolicy", new { SecretId = "a", ResourcePolicy = Open, BlockPublicPolicy = true }));
        _bench.Call("secretsmanager", "PutResourcePolicy", new { SecretId = "a", ResourcePolicy = Open });
        Assert.Equal(Open, (string?)_bench.Call("secretsmanager", "GetResourcePolicy", new { SecretId = arn })["ResourcePolicy"]);
        _bench.Call("secretsmanager", "DeleteResourcePolicy", new { SecretId = "a" });
        Assert.Null(_bench.Call("secretsmanager", "GetResourcePolicy", new { SecretId = arn[..^7] })["ResourcePolicy"]);
        Assert.Equal("InvalidRequestException", Refused("secretsmanager", "RotateSecret", new { SecretId = "a" }));
        Assert.Equal("ResourceNotFoundException", Refused("secretsmanager", "DescribeSecret", new { SecretId = "none" }));
    }

    [Fact]
    public void What_the_registry_says_of_scanning_goes_before_what_a_repository_says()
    {
        foreach (var name in new[] { "app/web", "app/jobs", "tools" })
        {
            _bench.Call("ecr", "CreateRepository", new { repositoryName = name });
        }

        Assert.Equal("RepositoryAlreadyExistsException", Refused("ecr", "CreateRepository", new { repositoryName = "tools" }));
        _bench.Call("ecr", "PutImageScanningConfiguration", new { repositoryName = "tools", imageScanningConfiguration = new { scanOnPush = true } });
        Assert.Equal(["MANUAL", "MANUAL", "SCAN_ON_PUSH"], Frequencies());
        _bench.Call("ecr", "PutRegistryScanningConfiguration", new
        {
            scanType = "ENHANCED", rules = new[] { new { scanFrequency = "CONTINUOUS_SCAN", repositoryFilters = new[] { new { filter = "app/*", filterType = "WILDCARD" } } } },
        });
        Assert.Equal(["CONTINUOUS_SCAN", "CONTINUOUS_SCAN", "MANUAL"], Frequencies());
        Assert.Equal("ValidationException", Refused("ecr", "PutImageScanningConfiguration", new { repositoryName = "tools", imageScanningConfiguration = new { scanOnPush = false } }));
        Assert.Equal("ENHANCED", (string?)_bench.Call("ecr", "GetRegistryScanningConfiguration")["scanningConfiguration"]!["scanType"]);
        var none = _bench.Call("ecr", "BatchGetRepositoryScanningConfiguration", new { repositoryNames = new[] { "none" } });
        Assert.Equal((0, "REPOSITORY_NOT_FOUND"), (none["scanningConfigurations"]!.AsArray().Count, (string?)none["failures"]![0]!["failureCode"]));

        string[] Frequencies() => [.. _bench.Call("ecr", "BatchGetRepositoryScanningConfiguration", new { repositoryNames = new[] { "app/jobs", "app/web", "tools" } })["scanningConfigurations"]!
            .AsArray().Select(one => (string)one!["scanFrequency"]!)];
    }

    [Fact]
    public void Repositories_their_registry_file_systems_and_the_bus_have_policies_that_can_be_put_and_taken()
    {
        _bench.Call("ecr", "CreateRepository", new { repositoryName = "r" });
        var system = (string)_bench.Call("efs", "CreateFileSystem", new { CreationToken = "t" })["FileSystemId"]!;
        _bench.Call("efs", "CreateFileSystem", new { CreationToken = "u" });
        foreach (var (service, kind, named, absent, malformed, get, text) in new (string, string, (string, string)?, string, string, string, string)[]
        {
            ("ecr", "RepositoryPolicy", ("repositoryName", "r"), "RepositoryPolicyNotFoundException", "InvalidParameterException", "Get", "policyText"),
            ("ecr", "RegistryPolicy", null, "RegistryPolicyNotFoundException", "InvalidParameterException", "Get", "policyText"),
            ("efs", "FileSystemPolicy", ("FileSystemId", system), "PolicyNotFound", "InvalidPolicyException", "Describe", "Policy"),
        })
        {
            JsonObject With(string? policy)
            {
                var parameters = new JsonObject { [text] = policy };
                if (named is var (member, value))
                {
                    parameters[member] = value;
                }

                return parameters;
            }

            var put = (kind == "RepositoryPolicy" ? "Set" : "Put") + kind;
            Assert.Equal(absent, Assert.Throws<AwsErrorException>(() => _bench.Account.Invoke(service, get + kind, With(null))).Code);
            Assert.Equal(malformed, Assert.Throws<AwsErrorException>(() => _bench.Account.Invoke(service, put, With("""{"Statement":[{"Effect":"Allow"}]}"""))).Code);
            _bench.Account.Invoke(service, put, With(Open));
            Assert.Equal(Open, (string?)_bench.Account.Invoke(service, get + kind, With(null))[text]);
            _bench.Account.Invoke(service, $"Delete{kind}", With(null));
            Assert.Equal(absent, Assert.Throws<AwsErrorException>(() => _bench.Account.Invoke(service, get + kind, With(null))).Code);
        }

        Assert.Equal("RepositoryNotFoundException", Refused("ecr", "GetRepositoryPolicy", new { repositoryName = "none" }));
        Assert.Equal("FileSystemNotFound", Refused("efs", "DescribeFileSystemPolicy", new { FileSystemId = "fs-0" }));
        var page = _bench.Call("efs", "DescribeFileSystems", new { MaxItems = 1 });
        Assert.Single(_bench.Call("efs", "DescribeFileSystems", new { MaxItems = 1, Marker = (string)page["NextMarker"]! })["FileSystems"]!.AsArray());

        _bench.Call("events", "PutPermission", new { StatementId = "one", Action = "events:PutEvents", Principal = "111122223333" });
        _bench.Call("events", "PutPermission", new { StatementId = "two", Action = "events:PutEvents", Principal = "*", Condition = new { Type = "StringEquals", Key = "aws:PrincipalOrgID", Value = "o-1" } });
        var statements = JsonNode.Parse((string)_bench.Call("events", "DescribeEventBus")["Policy"]!)!["Statement"]!;
        Assert.Equal("o-1", (string?)statements[1]!["Condition"]!["StringEquals"]!["aws:PrincipalOrgID"]);
        _bench.Call("events", "RemovePermission", new { StatementId = "one" });
        Assert.Equal("ResourceNotFoundException", Refused("events", "RemovePermission", new { StatementId = "one" }));
        _bench.Call("events", "RemovePermission", new { RemoveAllPermissions = true });
        Assert.Null(_bench.Call("events", "ListEventBuses")["EventBuses"]![0]!["Policy"]);
        Assert.Equal("ResourceNotFoundException", Refused("events", "DescribeEventBus", new { Name = "other" }));
    }

    [Fact]
    public void Who_may_read_one_of_them_may_not_read_another()
    {
        var (mine, other) = (Make("mine"), Make("other"));
        string[] resources = [.. new[] { "sqs:{0}:mine", "lambda:{0}:function:mine", "secretsmanager:{0}:secret:mine*", "ecr:{0}:repository/mine", $"elasticfilesystem:{{0}}:file-system/{mine.System}" }
            .Select(one => $"\"arn:aws:{string.Format(System.Globalization.CultureInfo.InvariantCulture, one, $"us-east-1:{_bench.Id}")}\"")];
        var key = _bench.User("reader", $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["sqs:*","lambda:*","secretsmanager:*","ecr:*","elasticfilesystem:*"],"Resource":[{{string.Join(',', resources)}}]} }""");
        foreach (var (service, operation, member, own, others) in new[]
        {
            ("sqs", "GetQueueAttributes", "QueueUrl", mine.Url, other.Url), ("lambda", "ListFunctionUrlConfigs", "FunctionName", "mine", "other"),
            ("secretsmanager", "GetResourcePolicy", "SecretId", "mine", "other"), ("ecr", "DeleteRepositoryPolicy", "repositoryName", "mine", "other"),
            ("efs", "DeleteFileSystemPolicy", "FileSystemId", mine.System, other.System),
        })
        {
            _bench.Account.InvokeAs(key, service, operation, new() { [member] = own });
            Assert.Contains("AccessDenied", Assert.Throws<AwsErrorException>(() => _bench.Account.InvokeAs(key, service, operation, new() { [member] = others })).Code, StringComparison.Ordinal);
        }

        (string Url, string System) Make(string name)
        {
            _bench.Call("lambda", "CreateFunction", new { FunctionName = name, Role = "arn:aws:iam::123456789012:role/f", Code = new { S3Bucket = "b", S3Key = "k" } });
            _bench.Call("secretsmanager", "CreateSecret", new { Name = name });
            _bench.Call("ecr", "CreateRepository", new { repositoryName = name });
            _bench.Call("ecr", "SetRepositoryPolicy", new { repositoryName = name, policyText = Open.Replace("\"Principal\":\"*\"", "\"Principal\":{\"AWS\":\"arn:aws:iam::999988887777:root\"}", StringComparison.Ordinal) });
            return ((string)_bench.Call("sqs", "CreateQueue", new { QueueName = name })["QueueUrl"]!, (string)_bench.Call("efs", "CreateFileSystem", new { CreationToken = name })["FileSystemId"]!);
        }
    }

    [Fact]
    public void A_policy_of_a_resource_lets_in_and_keeps_out()
    {
        var key = _bench.User("guest");
        var url = (string)_bench.Call("sqs", "CreateQueue", new { QueueName = "q" })["QueueUrl"]!;
        _bench.Call("lambda", "CreateFunction", new { FunctionName = "f", Role = "arn:aws:iam::123456789012:role/f", Code = new { S3Bucket = "b", S3Key = "k" } });
        _bench.Call("secretsmanager", "CreateSecret", new { Name = "s" });
        _bench.Call("ecr", "CreateRepository", new { repositoryName = "r" });
        string Guest(string effect) => $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"arn:aws:iam::{{_bench.Id}}:user/guest"},"Action":"*","Resource":"*"}]}""";
        var ways = new (string Service, string Put, JsonObject With, string Member, string Read, string Named, string Name)[]
        {
            ("sqs", "SetQueueAttributes", new() { ["Attributes"] = new JsonObject { ["Policy"] = "" } }, "Policy", "GetQueueAttributes", "QueueUrl", url),
            ("secretsmanager", "PutResourcePolicy", [], "ResourcePolicy", "DescribeSecret", "SecretId", "s"),
            ("ecr", "SetRepositoryPolicy", [], "policyText", "GetRepositoryPolicy", "repositoryName", "r"),
        };
        foreach (var way in ways)
        {
            Assert.Equal("AccessDeniedException", Read(way));
            Put(way, Guest("Allow"));
            Assert.Equal("", Read(way));
            Put(way, Guest("Deny"));
        }

        _bench.Call("iam", "AttachUserPolicy", new { UserName = "guest", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" });
        Assert.All(ways, way => Assert.Equal("AccessDeniedException", Read(way)));
        _bench.Call("iam", "DetachUserPolicy", new { UserName = "guest", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" });
        Assert.Equal("AccessDeniedException", _bench.Refused(key, "lambda", "ListFunctionUrlConfigs", new { FunctionName = "f" }).Code);
        _bench.Call("lambda", "AddPermission", new { FunctionName = "f", StatementId = "1", Action = "lambda:ListFunctionUrlConfigs", Principal = $"arn:aws:iam::{_bench.Id}:user/guest" });
        _bench.As(key, "lambda", "ListFunctionUrlConfigs", new { FunctionName = "f" });

        void Put((string Service, string Put, JsonObject With, string Member, string Read, string Named, string Name) way, string policy)
        {
            var parameters = (JsonObject)way.With.DeepClone();
            parameters[way.Named] = way.Name;
            (parameters["Attributes"] as JsonObject ?? parameters)[way.Member] = policy;
            _bench.Account.Invoke(way.Service, way.Put, parameters);
        }

        string Read((string Service, string Put, JsonObject With, string Member, string Read, string Named, string Name) way)
        {
            try
            {
                _bench.Account.InvokeAs(key, way.Service, way.Read, new() { [way.Named] = way.Name });
                return "";
            }
            catch (AwsErrorException e)
            {
                return e.Code;
            }
        }
    }
}
