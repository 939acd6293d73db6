using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>The trail that a baseline stands on: one there is, or one to be made.</summary>
/// <param name="Region">Its home Region.</param>
/// <param name="Name">Its name.</param>
/// <param name="Present">The trail as it is; absent for one to be made.</param>
internal sealed record TrailChoice(string Region, string Name, JsonObject Present)
{
    public bool IsNew => !ContentKind.IsThere(Present);

    /// <summary>True for a trail of the organization, which a member of it sees and cannot change.</summary>
    public bool IsOrganizations => (bool?)Present["IsOrganizationTrail"] == true;

    /// <summary>Chooses: the trail of that name, else the one that falls short by the least, else a new one.</summary>
    /// <param name="scene">What is asked for.</param>
    /// <param name="trails">The trails there are.</param>
    public static TrailChoice Of(BaselineScene scene, IReadOnlyList<JsonObject> trails)
    {
        var name = TrailName.Correct(scene.Options.TrailName ?? TrailName.Default);
        var distinct = trails.DistinctBy(trail => (string?)trail["TrailARN"]).ToArray();
        if (distinct.FirstOrDefault(trail => (string?)trail["Name"] == name && (string?)trail["HomeRegion"] == scene.Home) is { } same)
        {
            return Existing(same);
        }

        if (distinct.Length == 0 || (scene.Options.AllowSecondTrail && scene.Options.TrailName is not null))
        {
            return new TrailChoice(scene.Home, name, ContentKind.Absent());
        }

        return Existing(distinct.OrderByDescending(Rank).ThenByDescending(trail => (string?)trail["HomeRegion"] == scene.Home)
            .ThenBy(trail => (string?)trail["TrailARN"], StringComparer.Ordinal).First());
    }

    /// <summary>How much of the baseline a trail has.</summary>
    public static int Rank(JsonObject trail) =>
        (TrailPlanner.LogsAllManagementEvents(trail) ? 8 : 0) + ((bool?)trail["IsMultiRegionTrail"] == true ? 4 : 0)
        + ((bool?)trail[TrailKind.IsLogging] == true ? 2 : 0) + ((bool?)trail["LogFileValidationEnabled"] == true ? 1 : 0);

    private static TrailChoice Existing(JsonObject trail) => new((string)trail["HomeRegion"]!, (string)trail["Name"]!, trail);
}
