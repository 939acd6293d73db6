using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using AwsHardening.Core.Account;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

/// <summary>Signatures: those of a secret that the account gave out are asked for, in each service's protocol, in process and served.</summary>
public sealed class SignatureTests
{
    private readonly IdentityBench _bench = new(SandboxAccount.Create(new SandboxOptions { TimeProvider = TimeProvider.System }));
    private readonly string _key;
    private readonly string _secret;

    public SignatureTests()
    {
        _key = _bench.User("audit", IdentityBench.Anything);
        _secret = _bench.Secret(_key);
        _bench.Call("s3", "CreateBucket", new { Bucket = "signed" });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // One service for each protocol.
    public static TheoryData<string, string> Services => new()
    {
        { "ec2", "AuthFailure" }, { "iam", "SignatureDoesNotMatch" }, { "sts", "SignatureDoesNotMatch" }, { "s3", "SignatureDoesNotMatch" },
        { "s3control", "SignatureDoesNotMatch" }, { "kms", "InvalidSignatureException" }, { "dynamodb", "InvalidSignatureException" },
        { "guardduty", "InvalidSignatureException" },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_key_calls_with_its_secret_and_with_no_other_in_process_and_over_a_socket(string service, string code)
    {
        await using var server = SandboxServer.Start(_bench.Account);
        foreach (var endpoint in new[] { null, server.Endpoint.ToString() })
        {
            await CallAsync(service, _secret, endpoint);
            var before = LastUse();
            var refused = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => CallAsync(service, "not " + _secret, endpoint));
            Assert.Equal(code, refused.ErrorCode);
            // Whoever has no secret has not used the key.
            Assert.Equal(before, LastUse());
        }

        string LastUse() => _bench.Call("iam", "GetAccessKeyLastUsed", new { AccessKeyId = _key })["AccessKeyLastUsed"]!.ToJsonString();
    }

    [Fact]
    public async Task A_session_is_held_to_its_own_secret()
    {
        var credentials = _bench.As(_key, "sts", "GetSessionToken")["Credentials"]!;
        var (id, token) = ((string)credentials["AccessKeyId"]!, (string)credentials["SessionToken"]!);
        Assert.Equal((string?)credentials["SecretAccessKey"], _bench.Secret(id));
        using var good = Client(new SessionAWSCredentials(id, _bench.Secret(id), token), new AmazonEC2Config(), null, (c, config) => new AmazonEC2Client(c, config));
        await good.DescribeVpcsAsync(new DescribeVpcsRequest(), Token);
        using var bad = Client(new SessionAWSCredentials(id, _secret, token), new AmazonEC2Config(), null, (c, config) => new AmazonEC2Client(c, config));
        Assert.Equal("AuthFailure", (await Assert.ThrowsAsync<AmazonEC2Exception>(() => bad.DescribeVpcsAsync(new DescribeVpcsRequest(), Token))).ErrorCode);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with space/and+plus/ü%25/dots../~tilde(1)!*'.txt")]
    [InlineData("a//b")]
    [InlineData("x/..dots")]
    public async Task Objects_are_signed_whatever_their_names_and_however_their_bytes_come(string name)
    {
        await using var server = SandboxServer.Start(_bench.Account);
        // In process (as over TLS) the body is not signed, over a plain socket its chunks are.
        foreach (var endpoint in new[] { null, server.Endpoint.ToString() })
        {
            using var s3 = S3(_secret, endpoint);
            var text = new string('x', 200_000);
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = "signed", Key = name, ContentBody = text }, Token);
            using var got = await s3.GetObjectAsync("signed", name, Token);
            Assert.Equal(text, await new StreamReader(got.ResponseStream).ReadToEndAsync(Token));
            Assert.Equal(name, Assert.Single((await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "signed", Prefix = name }, Token)).S3Objects).Key);
        }
    }

    [Fact]
    public async Task What_was_altered_on_the_way_is_refused()
    {
        await using var server = SandboxServer.Start(_bench.Account);
        async Task<string?> SendAsync(Func<HttpRequestMessage, byte[], byte[]> alter, string service = "iam")
        {
            using var client = service == "iam"
                ? (AmazonServiceClient)Client(Keys(_secret), new AmazonIdentityManagementServiceConfig(), server.Endpoint.ToString(), (c, config) =>
                {
                    config.HttpClientFactory = new Altering(alter);
                    return new AmazonIdentityManagementServiceClient(c, config);
                })
                : Client(Keys(_secret), new AmazonS3Config { ForcePathStyle = true }, server.Endpoint.ToString(), (c, config) =>
                {
                    config.HttpClientFactory = new Altering(alter);
                    return new AmazonS3Client(c, config);
                });
            try
            {
                _ = client is AmazonIdentityManagementServiceClient iam ? (object)await iam.GetUserAsync(new GetUserRequest { UserName = "audit" }, Token)
                    : await ((AmazonS3Client)client).PutObjectAsync(new PutObjectRequest { BucketName = "signed", Key = "a", ContentBody = "what was written" }, Token);
                return null;
            }
            catch (AmazonServiceException e)
            {
                return e.ErrorCode;
            }
        }

        Assert.Null(await SendAsync((_, body) => body));
        Assert.Equal("SignatureDoesNotMatch", await SendAsync((_, body) => Replace(body, "audit", "other")));
        Assert.Equal("SignatureDoesNotMatch", await SendAsync((request, body) =>
        {
            request.RequestUri = new Uri(request.RequestUri!, "/?Version=2010-05-08");
            return body;
        }));
        Assert.Null(await SendAsync((_, body) => body, "s3"));
        Assert.Equal("SignatureDoesNotMatch", await SendAsync((_, body) => Replace(body, "what was", "what is "), "s3"));
        Assert.Equal("SignatureDoesNotMatch", await SendAsync((_, body) => Replace(body, "x-amz-checksum-crc", "x-amz-checksum-crb"), "s3"));
    }

    [Fact]
    public async Task A_presigned_request_is_good_for_its_time_and_for_what_it_says()
    {
        var clock = new SteppedSystemClock();
        var bench = new IdentityBench(SandboxAccount.Create(new SandboxOptions { TimeProvider = clock, ChecksSigningTime = true }));
        var key = bench.User("audit", IdentityBench.Anything);
        bench.Call("s3", "CreateBucket", new { Bucket = "signed" });
        bench.Call("s3", "PutObject", new { Bucket = "signed", Key = "a b", Body = Convert.ToBase64String("text"u8) });
        using var s3 = new AmazonS3Client(new BasicAWSCredentials(key, bench.Secret(key)), new AmazonS3Config { RegionEndpoint = RegionEndpoint.USEast1 });
        var url = await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = "signed", Key = "a b", Expires = clock.GetUtcNow().UtcDateTime.AddMinutes(30) });
        using var http = new HttpClient(bench.Account.CreateHandler());
        Assert.Equal("text", await http.GetStringAsync(new Uri(url), Token));
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(new Uri(url.Replace("a%20b", "b", StringComparison.Ordinal)), Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PutAsync(new Uri(url), new StringContent("other"), Token)).StatusCode);
        clock.Ahead = TimeSpan.FromMinutes(29);
        Assert.Equal("text", await http.GetStringAsync(new Uri(url), Token));
        clock.Ahead = TimeSpan.FromMinutes(31);
        var late = await http.GetAsync(new Uri(url), Token);
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Contains("Request has expired", await late.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ec2", "RequestExpired", 6)]
    [InlineData("iam", "SignatureDoesNotMatch", 6)]
    [InlineData("kms", "InvalidSignatureException", -6)]
    [InlineData("s3", "RequestTimeTooSkewed", 16)]
    public async Task Whose_clock_goes_wrong_is_told_so(string service, string code, int minutes)
    {
        var clock = new SteppedSystemClock();
        var bench = new IdentityBench(SandboxAccount.Create(new SandboxOptions { TimeProvider = clock, ChecksSigningTime = true }));
        var key = bench.User("audit", IdentityBench.Anything);
        var test = (Func<Task>)(() => CallAsync(service, bench.Secret(key), null, bench.Account, key));
        clock.Ahead = TimeSpan.FromMinutes(minutes - Math.Sign(minutes) * 2);
        await test();
        clock.Ahead = TimeSpan.FromMinutes(minutes);
        Assert.Equal(code, (await Assert.ThrowsAnyAsync<AmazonServiceException>(test)).ErrorCode);
    }

    [Fact]
    public async Task An_account_with_a_clock_of_its_own_and_a_key_that_nobody_knows_the_secret_of_take_any_time_and_any_signature()
    {
        var account = SandboxAccount.Create();
        await CallAsync("ec2", "anything", null, account, "AKIAIOSFODNN7EXAMPLE");
        var key = new IdentityBench(account).User("audit", IdentityBench.Anything);
        await CallAsync("ec2", account.Principals.Secret(key)!, null, account, key);
        await Assert.ThrowsAsync<AmazonEC2Exception>(() => CallAsync("ec2", "anything", null, account, key));
    }

    [Fact]
    public async Task The_aws_CLI_signs_as_this_account_reads_it()
    {
        if (Tools.Aws is null)
        {
            Assert.Skip("The aws CLI is not on this machine.");
        }

        await using var server = SandboxServer.Start(_bench.Account);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new string('y', 100_000), Token);
        string[] lines =
        [
            "ec2 describe-vpcs", "iam list-users", "kms list-keys", "guardduty list-detectors",
            $"s3api put-object --bucket signed --key a/b+c --body {file}", "s3api list-objects-v2 --bucket signed --prefix a/b+",
        ];
        var (good, bad) = (new AwsCommand(server.Endpoint, _key, _secret), new AwsCommand(server.Endpoint, _key, "other"));
        foreach (var line in lines)
        {
            Assert.Equal((line, null), (line, (await good.RunAsync(Token, line.Split(' '))).Error));
        }

        foreach (var (line, code) in new[] { (lines[0], "AuthFailure"), (lines[4], "SignatureDoesNotMatch"), ("sts get-caller-identity", "SignatureDoesNotMatch") })
        {
            Assert.Equal((line, code), (line, (await bad.RunAsync(Token, line.Split(' '))).Error));
        }

        File.Delete(file);
    }

    private Task CallAsync(string service, string secret, string? endpoint) => CallAsync(service, secret, endpoint, _bench.Account, _key);

    private static async Task CallAsync(string service, string secret, string? endpoint, SandboxAccount account, string key)
    {
        BasicAWSCredentials credentials = new(key, secret);
        TClient Make<TClient, TConfig>(TConfig config, Func<AWSCredentials, TConfig, TClient> make)
            where TConfig : ClientConfig => Client(credentials, config, endpoint, make, account);
        switch (service)
        {
            case "ec2":
                using (var ec2 = Make(new AmazonEC2Config(), (c, config) => new AmazonEC2Client(c, config)))
                {
                    await ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token);
                }

                break;
            case "iam":
                using (var iam = Make(new AmazonIdentityManagementServiceConfig(), (c, config) => new AmazonIdentityManagementServiceClient(c, config)))
                {
                    await iam.ListUsersAsync(new ListUsersRequest(), Token);
                }

                break;
            case "kms":
                using (var kms = Make(new AmazonKeyManagementServiceConfig(), (c, config) => new AmazonKeyManagementServiceClient(c, config)))
                {
                    await kms.ListKeysAsync(new ListKeysRequest(), Token);
                }

                break;
            case "s3":
                using (var s3 = Make(new AmazonS3Config { ForcePathStyle = true }, (c, config) => new AmazonS3Client(c, config)))
                {
                    await s3.ListBucketsAsync(new ListBucketsRequest(), Token);
                }

                break;
            case "sts":
                using (var sts = Make(new Amazon.SecurityToken.AmazonSecurityTokenServiceConfig(), (c, config) => new Amazon.SecurityToken.AmazonSecurityTokenServiceClient(c, config)))
                {
                    await sts.GetCallerIdentityAsync(new(), Token);
                }

                break;
            case "dynamodb":
                using (var dynamo = Make(new Amazon.DynamoDBv2.AmazonDynamoDBConfig(), (c, config) => new Amazon.DynamoDBv2.AmazonDynamoDBClient(c, config)))
                {
                    await dynamo.ListTablesAsync(new Amazon.DynamoDBv2.Model.ListTablesRequest(), Token);
                }

                break;
            case "guardduty":
                using (var guard = (Amazon.GuardDuty.AmazonGuardDutyClient)ServiceClients.Make("guardduty", credentials, config => Configure(config, endpoint, account)))
                {
                    await guard.ListDetectorsAsync(new Amazon.GuardDuty.Model.ListDetectorsRequest(), Token);
                }

                break;
            default:
                using (var control = (Amazon.S3Control.AmazonS3ControlClient)ServiceClients.Make("s3control", credentials, config => Configure(config, endpoint, account)))
                {
                    await control.PutPublicAccessBlockAsync(
                        new() { AccountId = account.AccountId, PublicAccessBlockConfiguration = new() { BlockPublicAcls = true } }, Token);
                }

                break;
        }
    }

    private AmazonS3Client S3(string secret, string? endpoint) =>
        Client(Keys(secret), new AmazonS3Config { ForcePathStyle = true }, endpoint, (c, config) => new AmazonS3Client(c, config));

    private BasicAWSCredentials Keys(string secret) => new(_key, secret);

    private TClient Client<TClient, TConfig>(AWSCredentials credentials, TConfig config, string? endpoint, Func<AWSCredentials, TConfig, TClient> make)
        where TConfig : ClientConfig => Client(credentials, config, endpoint, make, _bench.Account);

    private static TClient Client<TClient, TConfig>(
        AWSCredentials credentials, TConfig config, string? endpoint, Func<AWSCredentials, TConfig, TClient> make, SandboxAccount account)
        where TConfig : ClientConfig => make(credentials, Configure(config, endpoint, account));

    private static TConfig Configure<TConfig>(TConfig config, string? endpoint, SandboxAccount account)
        where TConfig : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.USEast1;
        config.MaxErrorRetry = 0;
        if (endpoint is null)
        {
            config.HttpClientFactory = new SandboxHttpClientFactory(account);
        }
        else
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = "us-east-1";
        }

        return config;
    }

    private static byte[] Replace(byte[] body, string from, string to) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(body).Replace(from, to, StringComparison.Ordinal));

    /// <summary>Somebody between the client and the account.</summary>
    private sealed class Altering(Func<HttpRequestMessage, byte[], byte[]> alter) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(alter));

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        private sealed class Handler(Func<HttpRequestMessage, byte[], byte[]> alter) : DelegatingHandler(new SocketsHttpHandler())
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
                var altered = new ByteArrayContent(alter(request, body));
                foreach (var (name, values) in request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
                {
                    if (name != "Content-Length")
                    {
                        altered.Headers.TryAddWithoutValidation(name, values);
                    }
                }

                request.Content = request.Content is null ? null : altered;
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }

    /// <summary>A clock that goes with the machine's, and wrong.</summary>
    private sealed class SteppedSystemClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
