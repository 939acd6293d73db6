using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Passwords;

/// <summary>What a password policy becomes when something is asked of it.</summary>
internal static class PasswordRaise
{
    // Where an account has set nothing, AWS asks for three of the four kinds of characters.
    private const int UsualKinds = 3;

    /// <summary>The policy to write, and what of the single settings was refused.</summary>
    /// <param name="before">The policy as it is; null where the account has set none.</param>
    /// <param name="options">What is asked.</param>
    public static (PasswordSettings Settings, IReadOnlyList<OperationError> Refusals) Of(JsonObject? before, PasswordPolicyOptions options)
    {
        var present = before is null ? PasswordSettings.Usual : before.Deserialize<PasswordSettings>()!;
        var wanted = options.Baseline.Select(PasswordBaselines.Of)
            .Aggregate(new PasswordSettings(), (strictest, next) => strictest.StricterOf(next));
        wanted = options.Settings.Or(wanted);
        if (options.AllowWeaker)
        {
            return (wanted.Or(present), []);
        }

        var raised = present.StricterOf(wanted);
        if (before is null && raised != present && raised.RequiredKinds < UsualKinds)
        {
            raised = raised with { RequireUppercaseCharacters = true, RequireLowercaseCharacters = true, RequireNumbers = true };
        }

        return (raised, [.. Refusals(options.Settings, raised)]);
    }

    /// <summary>What changes, in a few words.</summary>
    public static string Text(JsonObject? before, JsonObject after) => string.Join(", ", after.Select(pair => pair.Key)
        .Union((before ?? []).Select(pair => pair.Key))
        .Where(member => !JsonNode.DeepEquals(before?[member], after[member]))
        .Select(member => $"{member} {after[member]?.ToJsonString() ?? "to never"}"));

    private static IEnumerable<OperationError> Refusals(PasswordSettings asked, PasswordSettings raised)
    {
        var (wanted, made) = (JsonSerializer.SerializeToNode(asked)!.AsObject(), JsonSerializer.SerializeToNode(raised)!.AsObject());
        return wanted.Where(pair => pair.Value is not null && !Same(pair.Value, made[pair.Key]))
            .Select(pair => IdentityErrors.WouldWeaken(pair.Key, made[pair.Key]?.ToJsonString() ?? "unset", pair.Value!.ToJsonString()));
    }

    // What is off, never or none need not be said.
    private static bool Same(JsonNode asked, JsonNode? made) =>
        JsonNode.DeepEquals(asked, made) || (made is null && asked.ToJsonString() is "false" or "0");
}
