using System.Management.Automation;
using AwsHardening.Seam;

namespace AwsHardening.Pipeline;

/// <summary>The only place where error records are made.</summary>
internal static class ErrorRecords
{
    // PowerShell 7.4 does not show a record's recommended action; 7.5 and later do. Remove with 7.4.
    private static readonly bool s_actionIsShown = typeof(PSCmdlet).Assembly.GetName().Version >= new Version(7, 5);

    /// <summary>Turns the engine's words into PowerShell's.</summary>
    /// <param name="error">The failure.</param>
    public static ErrorRecord From(OperationError error)
    {
        var whole = $"{error.Message} {error.Action}".TrimEnd();
        return new ErrorRecord(
            new HardeningException(whole, error.Cause), error.Id, CategoryOf(error.Category), error.Target)
        {
            ErrorDetails = new ErrorDetails(s_actionIsShown ? error.Message : whole) { RecommendedAction = error.Action },
        };
    }

    /// <summary>An exception that the engine did not foresee: a fault of the module, not of an item.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="command">The command that was running.</param>
    public static ErrorRecord Unforeseen(Exception exception, string command) =>
        new(exception, "UnforeseenFailure", ErrorCategory.NotSpecified, command)
        {
            ErrorDetails = new ErrorDetails($"{command} failed in a way that it does not know: {exception.Message}")
            {
                RecommendedAction = "Look at $Error[0].Exception for the details, and at Get-HardeningChange for what was changed.",
            },
        };

    /// <summary>The same as the failure of one item, beside which others go on.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="command">The command that was running.</param>
    public static OperationError Failure(Exception exception, string command) => new(
        "UnforeseenFailure", OperationErrorCategory.NotSpecified, $"{command} failed in a way that it does not know: {exception.Message}",
        "Look at $Error[0].Exception for the details, and at Get-HardeningChange for what was changed.", command, exception);

    /// <summary>A path that means no file of the file system.</summary>
    /// <param name="path">The path.</param>
    public static ErrorRecord NoFile(string path) => From(new OperationError(
        "PathInvalid", OperationErrorCategory.InvalidArgument, $"'{path}' is no path of a file.", "Use a path of the file system.", path));

    /// <summary>Parameters that contradict each other.</summary>
    /// <param name="message">Which, and why.</param>
    /// <param name="action">What to say instead.</param>
    public static ErrorRecord Contradiction(string message, string action) =>
        From(new OperationError("ParametersContradict", OperationErrorCategory.InvalidArgument, message, action, null));

    // By name, not by number: the engine's list of kinds has its own order.
    private static ErrorCategory CategoryOf(OperationErrorCategory category) => Enum.Parse<ErrorCategory>(category.ToString());
}
