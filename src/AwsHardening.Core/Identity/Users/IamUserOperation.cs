using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Users;

/// <summary>Who can sign in, with what, and who no longer does.</summary>
public static class IamUserOperation
{
    /// <summary>The root user's name, as the credential report has it.</summary>
    public const string Root = CredentialReport.Root;

    // IAM answers some 20 reads a second of an account; each user takes about eight.
    private const int AtOnce = 4;

    /// <summary>Reads users, the root user first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">Which users.</param>
    /// <param name="host">Takes one error a user that is not there, and one warning an action that AWS refuses.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<IamUserStatus> FindAsync(
        HardeningSession session, IamUserQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var account = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
        var reads = new IdentityReads(aws, cancellationToken);
        var reader = new IamUserReader(reads, account, aws.AccountClock.GetUtcNow(), query.InactiveDays);
        if (query.UserName.Count == 0 || query.UserName.Any(name => FileSystemName.MatchesSimpleExpression(name, Root)))
        {
            var root = await new RootUserReader(reads, account, aws.AccountClock.GetUtcNow(), query.InactiveDays).ReadAsync(cancellationToken);
            if (query.Passes(root))
            {
                yield return root;
            }
        }

        foreach (var chunk in (await UsersAsync(reads, query, host, cancellationToken)).Chunk(AtOnce))
        {
            foreach (var status in await Task.WhenAll(chunk.Select(reader.ReadAsync)))
            {
                aws.SeenIds[$"user:{status.UserName}"] = $"{status.Activity} user";
                if (query.Passes(status))
                {
                    yield return status;
                }
            }
        }

        foreach (var warning in reads.Warnings("users"))
        {
            host.WriteWarning(warning);
        }
    }

    private static async Task<IReadOnlyList<JsonObject>> UsersAsync(
        IdentityReads reads, IamUserQuery query, IOperationHost host, CancellationToken cancellationToken)
    {
        List<JsonObject> users = [];
        foreach (var name in query.UserName.Where(name => !TrailEventQuery.IsPattern(name) && name != Root))
        {
            try
            {
                var answer = await AuditReads.ReadAsync(reads.Session, "iam", "GetUser", new() { ["UserName"] = name }, cancellationToken);
                users.Add((JsonObject)answer["User"]!.DeepClone());
            }
            catch (UnreadFactException e)
            {
                await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading user {name}", e.IamAction, name), cancellationToken);
            }
        }

        var patterns = query.UserName.Where(TrailEventQuery.IsPattern).ToArray();
        if (query.UserName.Count > 0 && patterns.Length == 0)
        {
            return users;
        }

        try
        {
            var all = await AuditReads.PagesAsync(reads.Session, "iam", "ListUsers", [], "Users", cancellationToken, "Marker");
            users.AddRange(all.OfType<JsonObject>().Where(user => patterns.Length == 0
                || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, (string)user["UserName"]!))));
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, "listing the users", e.IamAction, reads.Session.Region), cancellationToken);
        }

        return [.. users.DistinctBy(user => (string)user["UserName"]!)];
    }
}
