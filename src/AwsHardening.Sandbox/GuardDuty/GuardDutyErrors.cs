namespace AwsHardening.Sandbox.GuardDuty;

/// <summary>What GuardDuty refuses: everything is a bad request (Amazon GuardDuty API Reference).</summary>
internal static class GuardDutyErrors
{
    public static AwsErrorException Bad(string reason) =>
        new("BadRequestException", $"The request is rejected because {reason}.");

    public static AwsErrorException DetectorExists() => Bad("a detector already exists for the current account");

    public static AwsErrorException NotOwned() => Bad("the input detectorId is not owned by the current account");
}
