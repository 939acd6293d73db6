using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.S3;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Storage;

/// <summary>An embedded account, a journal, and the operations on buckets.</summary>
internal sealed class BucketScene : IDisposable
{
    public const string Name = "team-state";

    private static readonly string[] s_settings =
    [
        "GetBucketPolicy", "GetBucketOwnershipControls", "GetBucketVersioning", "GetBucketEncryption", "GetBucketLifecycleConfiguration",
        "GetBucketTagging", "GetPublicAccessBlock",
    ];

    private readonly string _region;
    private readonly string _folder = Directory.CreateTempSubdirectory("aws-hardening-test-").FullName;
    private readonly List<HardeningSession> _sessions = [];
    private int _ids;

    public BucketScene(string region = "us-east-1")
    {
        _region = region;
        Session = Open();
    }

    public SandboxAccount Account { get; } = SandboxAccount.Create();

    public HardeningSession Session { get; private set; }

    public TestHost Host { get; set; } = new();

    public S3Service S3 => Account.Services.OfType<S3Service>().Single();

    public IReadOnlyList<SandboxCall> Mutations => [.. Account.Calls.Where(call => call.Mutating)];

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    /// <summary>A session that has the account and the journal and nothing else.</summary>
    public void Reopen() => Session = Open();

    public JsonObject Call(string operation, object parameters) =>
        Account.Invoke("s3", operation, (JsonObject)JsonSerializer.SerializeToNode(parameters)!, _region);

    public async Task<StateBucket?> NewAsync(StateBucketOptions? options = null, string name = Name) =>
        (await ListAsync(StateBucketOperation.NewAsync(Session, [name], options ?? new(), Host, Token))).SingleOrDefault();

    public async Task<IReadOnlyList<HardeningChange>> ChangesAsync() =>
        await ListAsync(ChangeOperation.FindAsync(Session, new ChangeQuery(), Host, Token));

    public async Task<IReadOnlyList<HardeningChange>> UndoAsync(params IEnumerable<string> ids) =>
        await ListAsync(ChangeOperation.UndoAsync(Session, new UndoOptions { Id = [.. ids] }, Host, Token));

    /// <summary>The bucket and all its settings as text; <c>absent</c> where it is not.</summary>
    public string State(string name = Name)
    {
        try
        {
            Call("HeadBucket", new { Bucket = name });
        }
        catch (AwsErrorException)
        {
            return "absent";
        }

        return string.Join('\n', s_settings.Select(get => $"{get} {Answer(get, name)}"));
    }

    /// <summary>A bucket of long ago: everything that can be open is, and others set things of their own.</summary>
    public void MakeWeak(bool isPublic = true)
    {
        Call("CreateBucket", new { Bucket = Name });
        Call("DeletePublicAccessBlock", new { Bucket = Name });
        Call("DeleteBucketOwnershipControls", new { Bucket = Name });
        Call("PutBucketTagging", new { Bucket = Name, Tagging = new { TagSet = new[] { new { Key = "Owner", Value = "ops" }, new { Key = "Team", Value = "x" } } } });
        Call("PutBucketPolicy", new { Bucket = Name, Policy = isPublic ? PublicPolicy : PrivatePolicy });
        Call("PutBucketLifecycleConfiguration", new
        {
            Bucket = Name,
            LifecycleConfiguration = new
            {
                Rules = new object[]
                {
                    new
                    {
                        ID = "logs", Status = "Enabled", Expiration = new { Days = 90 },
                        Filter = new { And = new { Prefix = "logs/", Tags = new[] { new { Key = "keep", Value = "no" } }, ObjectSizeGreaterThan = 1 } },
                        Transitions = new[] { new { Days = 30, StorageClass = "STANDARD_IA" } },
                    },
                    new { ID = "uploads", Status = "Disabled", Filter = new { Prefix = "" }, AbortIncompleteMultipartUpload = new { DaysAfterInitiation = 7 } },
                },
            },
        });
    }

    public const string PublicPolicy =
        """{"Version":"2012-10-17","Statement":[{"Sid":"DenyInsecureTransport","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::team-state/*"}]}""";

    public const string PrivatePolicy =
        """{ "Version": "2012-10-17", "Statement": {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/app"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::team-state/*"} }""";

    public void Dispose()
    {
        _sessions.ForEach(session => session.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private HardeningSession Open()
    {
        var session = SessionOperation.Open(new ConnectOptions { Region = _region }, new SessionSettings
        {
            SandboxAccount = Account,
            StateFolder = _folder,
            Time = new SteppingClock(SteppingClock.DefaultStart),
            MaxReadRetries = 0,
            NewId = () => $"change{Interlocked.Increment(ref _ids)}",
        });
        _sessions.Add(session);
        return session;
    }

    private string Answer(string operation, string name)
    {
        try
        {
            return Sorted(Call(operation, new { Bucket = name }))!.ToJsonString();
        }
        catch (AwsErrorException error)
        {
            return error.Code;
        }
    }

    // Members have no order; everything else has.
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject many => new JsonObject(many.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static async Task<IReadOnlyList<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
