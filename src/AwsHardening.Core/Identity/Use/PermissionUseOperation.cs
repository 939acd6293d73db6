using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Policies;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Use;

/// <summary>What users and roles may do, against what they do.</summary>
public static class PermissionUseOperation
{
    /// <summary>What is known of the sources, for every draft.</summary>
    internal const string Period =
        "AWS tells of the last 400 days at most, and of fewer where the service, the Region or the tracking of its actions is younger; what happens once a year may be missing. Look through the draft and attach it beside the old policies before those go.";

    /// <summary>Reads the use of services, one record an identity and service.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">Whose.</param>
    /// <param name="host">Takes one error an identity that could not be read, and one warning an action that AWS refuses.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<PermissionUse> FindAsync(
        HardeningSession session, PermissionUseQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in ReadAsync(session, query, host, cancellationToken))
        {
            foreach (var service in found.Services)
            {
                yield return Record(found, service);
            }
        }
    }

    /// <summary>Drafts smaller policies, one an identity.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public static async IAsyncEnumerable<PermissionDraft> DraftAsync(
        HardeningSession session, PermissionUseQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in ReadAsync(session, query, host, cancellationToken))
        {
            if (found.Statements is null)
            {
                await host.WriteErrorAsync(new OperationError("PoliciesNotRead", OperationErrorCategory.PermissionDenied,
                    $"No policy is drafted for {found.Name}: not all of what it is granted could be read ({string.Join("; ", found.Unread)}).",
                    "Let the caller read the policies, then try again.", found.Name), cancellationToken);
                continue;
            }

            var smaller = new SmallerPolicy(found.Statements, found.Services);
            var policy = smaller.Draft();
            string[] warnings = [Period, .. smaller.Warnings, .. found.Unread.Select(unread => $"Not read: {unread}")];
            foreach (var warning in warnings)
            {
                host.WriteWarning($"{found.Name}: {warning}");
            }

            yield return new PermissionDraft
            {
                IdentityName = found.Name,
                IdentityArn = found.Arn,
                IdentityType = found.Type,
                Policy = policy.ToJsonString(PolicyText.Indented),
                Actions = policy["Statement"]!.AsArray().OfType<JsonObject>().Where(statement => (string?)statement["Effect"] == "Allow")
                    .SelectMany(statement => PolicyText.Texts(statement["Action"])).Distinct().Order(StringComparer.Ordinal).ToArray(),
                ServicesKept = found.Services.Where(service => service.Used).Select(service => service.Namespace).ToArray(),
                ServicesDropped = found.Services.Where(service => !service.Used).Select(service => service.Namespace).ToArray(),
                Warnings = warnings,
                AccountId = found.Arn.Split(':')[4],
            };
        }
    }

    private static async IAsyncEnumerable<IdentityUse> ReadAsync(
        HardeningSession session, PermissionUseQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var reads = new IdentityReads(aws, cancellationToken);
        foreach (var (type, name, arn) in await IdentitiesAsync(aws, query, host, cancellationToken))
        {
            IReadOnlyList<ServiceUse> services;
            try
            {
                services = await LastAccessedReport.ReadAsync(reads, arn, cancellationToken);
            }
            catch (UnreadFactException e)
            {
                await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading what {name} used", e.IamAction, name), cancellationToken);
                continue;
            }

            var events = await EventsAsync(aws, query, type, name, arn, host, cancellationToken);
            var statements = await new IdentityPolicies(reads).OfAsync(type, name, name);
            yield return new IdentityUse(type, name, arn, WithEvents(services, events), statements, reads.UnreadOf(name));
        }

        foreach (var warning in reads.Warnings("identities"))
        {
            host.WriteWarning(warning);
        }
    }

    private static async Task<IReadOnlyList<(string Action, DateTimeOffset Time)>> EventsAsync(
        AwsSession session, PermissionUseQuery query, string type, string name, string arn, IOperationHost host, CancellationToken cancellationToken)
    {
        List<TrailEvent> events = [.. query.Events];
        if (query.TrailDays > 0)
        {
            // History finds events by the user's name; of a role it knows the names of sessions alone.
            var asked = new TrailEventQuery
            {
                UserName = type == "User" ? [name] : [],
                Since = session.AccountClock.GetUtcNow() - TimeSpan.FromDays(query.TrailDays),
            };
            await foreach (var found in new EventLookup(session, [session.Region], host).FindAsync(asked, cancellationToken))
            {
                events.Add(found);
            }
        }

        return [.. events.Where(e => TrailUse.IsBy(e, arn, name, type)).Select(e => (TrailUse.Action(e), e.Time)).Where(pair => pair.Item1 is not null)
            .Select(pair => (pair.Item1!, pair.Time))];
    }

    private static IReadOnlyList<ServiceUse> WithEvents(IReadOnlyList<ServiceUse> services, IReadOnlyList<(string Action, DateTimeOffset Time)> events)
    {
        var byService = events.ToLookup(e => e.Action.Split(':')[0], StringComparer.OrdinalIgnoreCase);
        return
        [
            .. services.Select(service => service with
            {
                FromTrail = [.. byService[service.Namespace].Select(e => e.Action).Distinct().Order(StringComparer.Ordinal)],
                LastEvent = byService[service.Namespace].Select(e => (DateTimeOffset?)e.Time).Max(),
            }),
        ];
    }

    private static PermissionUse Record(IdentityUse found, ServiceUse service) => new()
    {
        IdentityName = found.Name,
        IdentityArn = found.Arn,
        IdentityType = found.Type,
        ServiceNamespace = service.Namespace,
        ServiceName = service.Name,
        Used = service.Used,
        LastUsed = new[] { service.LastUsed, service.LastEvent }.Max(),
        LastUsedRegion = service.Region,
        Granted = found.Statements?.Where(statement => statement.Allows).SelectMany(statement => statement.AllActionsBut
            ? statement.Actions.Select(action => $"not {action}") : statement.Actions.Select(action => SmallerPolicy.Narrow(action, service.Namespace)).OfType<string>())
            .Distinct().ToArray(),
        HasActionData = service.HasActionData,
        UsedActions = service.UsedActions.ToArray(),
        UnusedActions = (service.Tracked ?? []).Where(action => !action.Used && !service.FromTrail.Contains(action.Action)).Select(action => action.Action).ToArray(),
        ActionsFromTrail = service.FromTrail.Except((service.Tracked ?? []).Where(action => action.Used).Select(action => action.Action)).ToArray(),
        Unread = found.Unread.ToArray(),
        AccountId = found.Arn.Split(':')[4],
    };

    private static async Task<IReadOnlyList<(string Type, string Name, string Arn)>> IdentitiesAsync(
        AwsSession session, PermissionUseQuery query, IOperationHost host, CancellationToken cancellationToken)
    {
        List<(string, string, string)> all = [];
        var everybody = query.UserName.Count == 0 && query.RoleName.Count == 0;
        foreach (var (type, names) in new[] { ("User", query.UserName), ("Role", query.RoleName) })
        {
            if (names.Count == 0 && !everybody)
            {
                continue;
            }

            try
            {
                var listed = (await AuditReads.PagesAsync(session, "iam", $"List{type}s", [], $"{type}s", cancellationToken, "Marker"))
                    .Select(one => ((string)one[$"{type}Name"]!, (string)one["Arn"]!)).ToArray();
                foreach (var (name, _) in listed)
                {
                    session.SeenIds.TryAdd($"{type.ToLowerInvariant()}:{name}", type);
                }

                foreach (var name in names.Where(name => !TrailEventQuery.IsPattern(name) && !listed.Any(one => one.Item1 == name)))
                {
                    await host.WriteErrorAsync(new OperationError("NoSuchEntity", OperationErrorCategory.ObjectNotFound,
                        $"The account has no {type.ToLowerInvariant()} {name}.", "Check the name and the account.", name), cancellationToken);
                }

                all.AddRange(listed.Where(one => names.Count == 0 || names.Any(name => FileSystemName.MatchesSimpleExpression(name, one.Item1)))
                    .Select(one => (type, one.Item1, one.Item2)));
            }
            catch (UnreadFactException e)
            {
                await host.WriteErrorAsync(
                    AwsErrors.Describe(e, $"listing the {type.ToLowerInvariant()}s", e.IamAction, session.Region), cancellationToken);
            }
        }

        return all;
    }

    private sealed record IdentityUse(
        string Type, string Name, string Arn, IReadOnlyList<ServiceUse> Services, IReadOnlyList<PolicyStatement>? Statements, IReadOnlyList<string> Unread);
}
