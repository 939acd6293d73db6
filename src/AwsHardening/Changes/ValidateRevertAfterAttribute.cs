using System.Management.Automation;

namespace AwsHardening.Changes;

/// <summary>Holds <c>-RevertAfter</c> between what a process needs to come up and what anybody remembers.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ValidateRevertAfterAttribute : ValidateArgumentsAttribute
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(30);

    /// <inheritdoc />
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is TimeSpan after && (after < s_shortest || after > s_longest))
        {
            throw new ValidationMetadataException(
                $"{after} is not a time to revert after: say one between 1 second and 30 days, such as 00:10:00 for ten minutes.");
        }
    }
}
