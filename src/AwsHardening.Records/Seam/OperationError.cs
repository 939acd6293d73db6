namespace AwsHardening.Seam;

/// <summary>One item's failure, in the words a user reads.</summary>
/// <param name="Id">A stable error id, such as <c>SecurityGroupNotFound</c>.</param>
/// <param name="Category">Its kind.</param>
/// <param name="Message">What was being done to which resource, and what was answered.</param>
/// <param name="Action">What to do next.</param>
/// <param name="Target">The item.</param>
/// <param name="Cause">The exception behind it, if any.</param>
public sealed record OperationError(
    string Id, OperationErrorCategory Category, string Message, string Action, object? Target, Exception? Cause = null);
