using System.Text.Json.Nodes;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>What is wanted of a role's trust policy.</summary>
/// <param name="Principals">The ARNs of the users and roles to let in.</param>
/// <param name="RequireMfa">They must have used MFA.</param>
/// <param name="WholeAccount">What stands for anybody of the account.</param>
internal sealed record WantedTrust(IReadOnlyList<string> Principals, bool RequireMfa, IReadOnlyList<string> WholeAccount);

/// <summary>A trust policy after what was wanted.</summary>
/// <param name="Document">The policy.</param>
/// <param name="Narrowed">True where it let anybody of the account in, and no longer does.</param>
/// <param name="WithoutMfa">Who still comes in without MFA where it was wanted: roles and other accounts, whose sessions cannot prove it.</param>
internal sealed record MergedTrust(JsonObject Document, bool Narrowed, IReadOnlyList<string> WithoutMfa);

/// <summary>
/// Raises a trust policy: names take the place of the whole account, MFA is required in the spelling that AWS documents, and whoever
/// is missing is let in. Statements about services, federation or with conditions of their own stay as they are.
/// </summary>
internal static class TrustPolicy
{
    private const string Version = "2012-10-17";

    public static MergedTrust Merge(JsonObject? present, WantedTrust wanted)
    {
        var document = (JsonObject?)present?.DeepClone() ?? new JsonObject { ["Version"] = Version };
        List<JsonObject> statements = [.. Statement.List(document).Select(statement => (JsonObject)statement.DeepClone())];
        List<JsonObject> emptied = [];
        List<string> withoutMfa = [];
        var narrowed = false;
        foreach (var statement in statements.Where(IsAssumption))
        {
            Respell(statement);
            if (IsPlain(statement) && Narrow(statement, wanted.WholeAccount))
            {
                narrowed = true;
                emptied.Add(statement);
            }

            withoutMfa.AddRange(wanted.RequireMfa ? RequireMfa(statement) : []);
        }

        string[] missing = [.. wanted.Principals.Where(arn => !statements.Exists(statement => LetsIn(statement, arn, wanted.RequireMfa)))];
        if (missing.Length > 0)
        {
            var home = emptied.Concat(statements).FirstOrDefault(statement => IsHome(statement, wanted.RequireMfa));
            if (home is null)
            {
                statements.Add(home = New(wanted.RequireMfa));
            }

            LetIn(home, missing);
        }

        // Who was narrowed away to nobody says nothing any more.
        foreach (var statement in emptied.Where(statement => Principals(statement).Count == 0))
        {
            ((JsonObject)statement["Principal"]!).Remove("AWS");
        }

        statements.RemoveAll(statement => statement["Principal"] is JsonObject { Count: 0 });
        if (!JsonNode.DeepEquals(new JsonArray([.. statements.Select(one => one.DeepClone())]), new JsonArray([.. Statement.List(document).Select(one => one.DeepClone())])))
        {
            document["Statement"] = new JsonArray([.. statements]);
        }

        return new MergedTrust(document, narrowed, [.. withoutMfa.Distinct()]);
    }

    private static bool IsAssumption(JsonObject statement) =>
        (string?)statement["Effect"] == "Allow" && !statement.ContainsKey("NotPrincipal") && !statement.ContainsKey("NotAction")
        && Statement.Texts(statement["Action"]).Any(action => Statement.Like(action, Statement.AssumeRole, ignoreCase: true));

    private static IEnumerable<KeyValuePair<string, JsonObject>> Conditions(JsonObject statement) =>
        (statement["Condition"] as JsonObject ?? []).Where(pair => pair.Value is JsonObject)
            .Select(pair => KeyValuePair.Create(pair.Key, (JsonObject)pair.Value!));

    private static bool IsMfaKey(string key) => key.Equals(Statement.MfaPresent, StringComparison.OrdinalIgnoreCase);

    // AWS reads condition keys in any case; people and checkers read the documented one.
    private static void Respell(JsonObject statement)
    {
        foreach (var (_, tests) in Conditions(statement))
        {
            if (tests.Select(pair => pair.Key).FirstOrDefault(key => IsMfaKey(key) && key != Statement.MfaPresent) is { } key)
            {
                var value = tests[key];
                tests.Remove(key);
                tests[Statement.MfaPresent] = value?.DeepClone();
            }
        }
    }

    // With other conditions the account's name does not let just anybody in.
    private static bool IsPlain(JsonObject statement) => Conditions(statement).SelectMany(pair => pair.Value).All(test => IsMfaKey(test.Key));

    private static IReadOnlyList<string> Principals(JsonObject statement) => statement["Principal"] switch
    {
        JsonObject named => Statement.Texts(named["AWS"]),
        { } all => Statement.Texts(all),
        _ => [],
    };

    private static bool Narrow(JsonObject statement, IReadOnlyList<string> wholeAccount)
    {
        var principals = Principals(statement);
        string[] named = [.. principals.Except(wholeAccount)];
        if (named.Length == principals.Count)
        {
            return false;
        }

        Name(statement, named);
        return true;
    }

    private static void Name(JsonObject statement, IReadOnlyList<string> arns)
    {
        var principal = statement["Principal"] as JsonObject ?? [];
        principal["AWS"] = arns is [var one] ? one : new JsonArray([.. arns.Select(arn => (JsonNode)arn)]);
        if (principal.Parent is null)
        {
            statement["Principal"] = principal;
        }
    }

    // A user's own keys prove MFA; a role's session, and so another account's, never does, and would be cut off for good.
    private static IReadOnlyList<string> RequireMfa(JsonObject statement)
    {
        var principals = Principals(statement);
        if (HasMfa(statement))
        {
            return [];
        }

        if (principals.Any(arn => !arn.Contains(":user/", StringComparison.Ordinal)))
        {
            return principals;
        }

        var conditions = statement["Condition"] as JsonObject ?? [];
        // With IfExists keys that were never asked for MFA come in.
        (conditions["BoolIfExists"] as JsonObject)?.Remove(Statement.MfaPresent);
        if (conditions["BoolIfExists"] is JsonObject { Count: 0 })
        {
            conditions.Remove("BoolIfExists");
        }

        var tests = conditions["Bool"] as JsonObject ?? [];
        tests[Statement.MfaPresent] = "true";
        conditions["Bool"] = tests.Parent is null ? tests : tests.DeepClone();
        if (conditions.Parent is null)
        {
            statement["Condition"] = conditions;
        }

        return [];
    }

    private static bool HasMfa(JsonObject statement) => Conditions(statement).Any(pair => pair.Key == "Bool"
        && pair.Value.Any(test => IsMfaKey(test.Key) && Statement.Texts(test.Value) is ["true"]));

    private static bool LetsIn(JsonObject statement, string arn, bool mfa) =>
        IsAssumption(statement) && IsPlain(statement) && (!mfa || HasMfa(statement)) && Principals(statement).Contains(arn);

    private static bool IsHome(JsonObject statement, bool mfa) =>
        IsAssumption(statement) && Statement.Texts(statement["Action"]) is [Statement.AssumeRole] && HasMfa(statement) == mfa
        && (mfa ? Conditions(statement).Sum(pair => pair.Value.Count) == 1 : !Conditions(statement).Any())
        && statement["Principal"] is JsonObject principal && principal.All(pair => pair.Key == "AWS")
        // To stand beside a whole account is to be no one in particular.
        && Principals(statement).All(named => !named.EndsWith(":root", StringComparison.Ordinal) && named != "*");

    private static JsonObject New(bool mfa)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = new JsonArray() },
            ["Action"] = Statement.AssumeRole,
        };
        if (mfa)
        {
            statement["Condition"] = new JsonObject { ["Bool"] = new JsonObject { [Statement.MfaPresent] = "true" } };
        }

        return statement;
    }

    private static void LetIn(JsonObject statement, IEnumerable<string> arns) => Name(statement, [.. Principals(statement).Union(arns)]);
}
