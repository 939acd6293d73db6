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
        Ids = new IdSource(options.Seed);
        Principals = new PrincipalStore(new Principal(
            Ids.NextBase32("AKIA", 20),
            $"arn:{Partition.Name}:iam::{AccountId}:user/admin",
            Ids.NextBase32("AIDA", 21),
            AccountId));
    }

    /// <summary>The twelve-digit account id.</summary>
    public string AccountId { get; }

    /// <summary>The Region that templates build in, and that unsigned calls go to.</summary>
    public string Region { get; }

    /// <summary>The partition of <see cref="Region"/>.</summary>
    public AwsPartition Partition { get; }

    /// <summary>The account's clock. A <see cref="SteppingClock"/> moves on by one second with every call.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Where the account's ids come from.</summary>
    public IdSource Ids { get; }

    /// <summary>Who stands behind which access key.</summary>
    public PrincipalStore Principals { get; }

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

    /// <summary>Calls an operation directly, without a wire, a fault or a hook.</summary>
    /// <param name="service">The model's name, such as <c>ec2</c>.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="input">The parameters in the model's member names.</param>
    /// <param name="region">The Region, or null for <see cref="Region"/>.</param>
    /// <param name="record">Whether the call is to appear among <see cref="Calls"/>.</param>
    /// <returns>The result in the model's member names.</returns>
    /// <exception cref="AwsErrorException">What AWS would answer instead.</exception>
    public JsonObject Invoke(string service, string operation, JsonObject input, string? region = null, bool record = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        var context = new CallContext(region ?? Region, Principals.Default.AccessKeyId, NextRequestId());
        // Parsed anew, as a call over the wire is: numbers that give their value as any type, and nothing shared.
        var copy = (JsonObject)JsonNode.Parse(input.ToJsonString())!;
        var call = new IncomingCall(Handler(service), operation, copy, context, Protocol: "ec2");
        lock (_lock)
        {
            return record ? Perform(call, default, hook: null) : Step(call);
        }
    }

    internal string NextRequestId() => Ids.NextUuid("request");

    /// <summary>The service that stands for a kind now; another may have taken the place of an earlier one.</summary>
    /// <typeparam name="T">The service's class.</typeparam>
    /// <returns>The service.</returns>
    public T Service<T>()
        where T : IServiceHandler => _handlers.Values.OfType<T>().Single();

    private IServiceHandler Handler(string service) => _handlers.GetValueOrDefault(service)
        ?? throw new AwsErrorException("UnknownService", $"The sandbox does not serve {service}.", 404);
}
