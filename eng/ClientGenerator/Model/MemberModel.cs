using System.Text.Json.Nodes;

namespace AwsHardening.ClientGenerator.Model;

/// <summary>One member of a structure as the client shows it.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Property">The property.</param>
/// <param name="Shape">The model's shape.</param>
/// <param name="Json">The member in the model: its names and traits.</param>
/// <param name="Required">The structure cannot do without it.</param>
/// <param name="Flattened">The one member of its structure that stands in the structure's place, or null.</param>
/// <param name="EpochMilliseconds">The number is shown as a time.</param>
internal sealed record MemberModel(
    string Name, string Property, string Shape, JsonObject Json, bool Required, string? Flattened, bool EpochMilliseconds);
