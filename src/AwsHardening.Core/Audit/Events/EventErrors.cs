using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>What can be wrong with log files and digests that a user names.</summary>
internal static class EventErrors
{
    public static OperationError NotALog(string name, Exception cause) => new(
        "TrailLogNotRead", OperationErrorCategory.InvalidData, $"{name} cannot be read as a trail's log file: {cause.Message} Its events are missing from the result.",
        "Look whether it is damaged: Test-TrailIntegrity.", name, cause);

    public static OperationException NoPath(string path) => new(
        "TrailLogNotFound", OperationErrorCategory.ObjectNotFound, $"There is no file or folder {path}.", "Name a log file, or a folder of them.", path);

    public static OperationError Older(DateTimeOffset since) => new(
        "EventHistoryTooShort", OperationErrorCategory.InvalidArgument, $"Event history goes back 90 days; {since:u} is before that.",
        "Read the trail's log files: -Bucket or -Path.", since);
}
