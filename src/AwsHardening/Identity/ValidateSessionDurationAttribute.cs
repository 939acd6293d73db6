using System.Management.Automation;

namespace AwsHardening.Identity;

/// <summary>A role session's duration. A bare number would be read as ticks.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateSessionDurationAttribute : ValidateArgumentsAttribute
{
    private static readonly TimeSpan s_least = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_most = TimeSpan.FromHours(12);

    /// <inheritdoc />
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is TimeSpan duration && (duration < s_least || duration > s_most))
        {
            throw new ValidationMetadataException("A role session lasts from 15 minutes to 12 hours: say 00:15:00, 12:00:00 or (New-TimeSpan -Hours 4).");
        }
    }
}
