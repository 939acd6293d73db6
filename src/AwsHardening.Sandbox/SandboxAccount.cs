using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Faults;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.Sandbox.Sts;
using AwsHardening.Sandbox.Templates;

namespace AwsHardening.Sandbox;

/// <summary>
/// A simulated AWS account: its services, its clock, the calls it has seen. Safe for use by many threads; calls take
/// effect one at a time.
/// </summary>
public sealed partial class SandboxAccount
{
    private readonly Dictionary<string, IServiceHandler> _handlers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _outputs = new(StringComparer.Ordinal);

    private SandboxAccount(SandboxOptions options)
    {
        AccountId = options.AccountId;
        Region = options.Region ?? ISandboxTemplate.UsualRegion;
        Partition = AwsPartition.OfRegion(Region);
        Clock = options.TimeProvider ?? new SteppingClock(SteppingClock.DefaultStart);
        ChecksSigningTime = options.ChecksSigningTime ?? Clock == TimeProvider.System;
        Ids = new IdSource(options.Seed);
        _lock = options.Organization?.Management._lock ?? new object();
        Organization = options.Organization;
        Principals = new PrincipalStore(
            new Principal(
                Ids.NextBase32("AKIA", 20), $"arn:{Partition.Name}:iam::{AccountId}:user/admin", Ids.NextBase32("AIDA", 21), AccountId),
            options.Organization?.Management.Principals);
        Root = new Principal(Ids.NextBase32("ASIAROOT", 20), $"arn:{Partition.Name}:iam::{AccountId}:root", AccountId, AccountId);
        Principals.Add(Root);
    }

    /// <summary>The twelve-digit account id.</summary>
    public string AccountId { get; }

    /// <summary>The Region that templates build in, and that unsigned calls go to.</summary>
    public string Region { get; }

    /// <summary>The partition of <see cref="Region"/>.</summary>
    public AwsPartition Partition { get; }

    /// <summary>The account's clock. A <see cref="SteppingClock"/> moves on by one second with every call.</summary>
    public TimeProvider Clock { get; }

    /// <summary>True where a signature must be of now.</summary>
    internal bool ChecksSigningTime { get; }

    /// <summary>Where the account's ids come from.</summary>
    public IdSource Ids { get; }

    /// <summary>Who stands behind which access key.</summary>
    public PrincipalStore Principals { get; }

    /// <summary>The root user, signed in.</summary>
    public Principal Root { get; }

    /// <summary>The organization that the account is in; null for one that is in none.</summary>
    public SandboxOrganization? Organization { get; internal set; }

    /// <summary>True for an account that its organization has suspended: nobody gets in any more.</summary>
    public bool IsSuspended => Organization?.IsSuspended(AccountId) is true;

    /// <summary>What Amazon SNS would have sent so far, in the order of sending: questions to new subscribers, and messages. A copy.</summary>
    public IReadOnlyList<Sns.SnsDelivery> Deliveries => Exclusively(() =>
    {
        Service<CloudWatch.CloudWatchService>().Advance();
        return Service<Sns.SnsService>().Sent;
    });

    /// <summary>What goes wrong.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>What the template says of the environment it built, by name: what connecting to the account returns.</summary>
    public IReadOnlyDictionary<string, string> Outputs => _outputs;

    /// <summary>The services of the account.</summary>
    public IReadOnlyCollection<IServiceHandler> Services => _handlers.Values;

    /// <summary>
    /// Asked before and after the effect of every call; an exception from it leaves the account as it is at that
    /// point and reaches the client as a call that never returned. Fault tests end their process here.
    /// </summary>
    public Action<CallStage, SandboxCall>? OnCall { get; set; }

    /// <summary>
    /// Asked when a call arrives, before its turn: the call waits until the task is done, as on a slow network, and holds up no other.
    /// </summary>
    public Func<ArrivingCall, Task>? OnArrival { get; set; }

    /// <summary>The names that <see cref="FromTemplate"/> knows.</summary>
    public static IReadOnlyList<string> TemplateNames => [.. SandboxTemplates.All.Select(template => template.Name)];

    /// <summary>Makes an account without a template.</summary>
    /// <param name="options">What it is like, or null for the defaults.</param>
    /// <returns>The account.</returns>
    public static SandboxAccount Create(SandboxOptions? options = null)
    {
        var account = new SandboxAccount(options ?? new SandboxOptions());
        foreach (IServiceHandler handler in SandboxServices.CreateAll(account))
        {
            account.Register(handler);
        }

        return account;
    }

    /// <summary>Makes an account and builds a template in it. The building is not among its <see cref="Calls"/>.</summary>
    /// <param name="template">The template's name, such as <c>Fnd203</c>; case does not matter.</param>
    /// <param name="options">What the account is like, or null for the defaults.</param>
    /// <returns>The account.</returns>
    /// <exception cref="ArgumentException">No template has the name.</exception>
    public static SandboxAccount FromTemplate(string template, SandboxOptions? options = null)
    {
        ISandboxTemplate found = SandboxTemplates.Find(template);
        options ??= new SandboxOptions();
        SandboxAccount account = Create(options with { Region = options.Region ?? found.HomeRegion });
        found.Build(account);
        return account;
    }

    /// <summary>Adds a service, or puts one in the place of another of the same name.</summary>
    /// <param name="handler">The service.</param>
    public void Register(IServiceHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handlers[handler.Service] = handler;
    }

    /// <summary>Says something about the environment to whoever connects; templates call this.</summary>
    /// <param name="name">The name of the output.</param>
    /// <param name="value">Its value.</param>
    public void SetOutput(string name, string value) => _outputs[name] = value;

    /// <summary>The account as the far end of an HTTP client: every request to an AWS endpoint is answered in process.</summary>
    /// <returns>A handler for an <see cref="HttpClient"/>; each client may have its own.</returns>
    public HttpMessageHandler CreateHandler() => new SandboxHttpHandler(this);

    /// <summary>Calls an operation directly, without a wire, a fault or a hook, as the account's owner: no policy is asked.</summary>
    /// <param name="service">The model's name, such as <c>ec2</c>.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="input">The parameters in the model's member names.</param>
    /// <param name="region">The Region, or null for <see cref="Region"/>.</param>
    /// <param name="record">Whether the call is to appear among <see cref="Calls"/>.</param>
    /// <returns>The result in the model's member names.</returns>
    /// <exception cref="AwsErrorException">What AWS would answer instead.</exception>
    public JsonObject Invoke(string service, string operation, JsonObject input, string? region = null, bool record = false)
    {
        var call = Direct(service, operation, input, region, Principals.Default.AccessKeyId, "ec2");
        lock (_lock)
        {
            return record ? Perform(call, default, hook: null, asOwner: true) : Step(call);
        }
    }

    /// <summary>Calls an operation directly, as whoever has an access key: what that key may do decides. The call is recorded.</summary>
    /// <param name="accessKeyId">The access key id; its secret and token are not asked for.</param>
    /// <param name="service">The model's name, such as <c>ec2</c>.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="input">The parameters in the model's member names.</param>
    /// <param name="region">The Region, or null for <see cref="Region"/>.</param>
    /// <returns>The result in the model's member names.</returns>
    /// <exception cref="AwsErrorException">What AWS would answer instead.</exception>
    public JsonObject InvokeAs(string accessKeyId, string service, string operation, JsonObject input, string? region = null)
    {
        var account = Route(service, operation, input, accessKeyId);
        var protocol = Wire.ServiceModel.Embedded(service)?.Protocols[0] ?? "query";
        var call = account.Direct(service, operation, input, region, accessKeyId, protocol);
        lock (_lock)
        {
            return account.Perform(call, default, hook: null);
        }
    }

    private IncomingCall Direct(string service, string operation, JsonObject input, string? region, string accessKeyId, string protocol)
    {
        ArgumentNullException.ThrowIfNull(input);
        var context = new CallContext(region ?? Region, accessKeyId, NextRequestId());
        // Parsed anew, as a call over the wire is: numbers that give their value as any type, and nothing shared.
        var copy = (JsonObject)JsonNode.Parse(input.ToJsonString())!;
        return new IncomingCall(Handler(service), operation, copy, context, protocol);
    }

    internal string NextRequestId() => Ids.NextUuid("request");

    /// <summary>The service that stands for a kind now; another may have taken the place of an earlier one.</summary>
    /// <typeparam name="T">The service's class.</typeparam>
    /// <returns>The service.</returns>
    public T Service<T>()
        where T : IServiceHandler => _handlers.Values.OfType<T>().Single();

    /// <summary>The same, of a service that a test may have put another one in the place of.</summary>
    internal T? FindService<T>()
        where T : class, IServiceHandler => _handlers.Values.OfType<T>().FirstOrDefault();

    internal IServiceHandler Handler(string service) => _handlers.GetValueOrDefault(service)
        ?? throw new AwsErrorException("UnknownService", $"The sandbox does not serve {service}.", 404);
}
