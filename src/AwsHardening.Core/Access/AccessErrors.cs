using System.Runtime.InteropServices;
using AwsHardening.Seam;

namespace AwsHardening.Core.Access;

/// <summary>What can keep somebody from an instance, in the words a user reads.</summary>
internal static class AccessErrors
{
    public static OperationError NoInstance(string id, string region) => new(
        "InstanceNotFound", OperationErrorCategory.ObjectNotFound, $"There is no instance '{id}' in {region}.",
        "Check the id and the Region; Get-ManagedInstance lists the instances.", id);

    public static OperationError LosesFlows(Changes.ResourceChange change, bool couldAsk) => new(
        "FlowWouldBeLost", OperationErrorCategory.InvalidOperation,
        $"{change.ResourceName} was not changed: {string.Join("; ", change.Risks)}{(couldAsk ? ", and you said no" : "")}.",
        "Let the endpoint's security group admit those instances on TCP 443 first, or use -Force to cut these flows all the same.", change.ResourceId);

    public static OperationError NotManaged(ManagedInstance instance) => new(
        "InstanceNotManaged", OperationErrorCategory.InvalidOperation,
        $"{instance.InstanceId} ({instance.Name}) cannot be reached through Systems Manager: {string.Join(" ", instance.Reasons)}",
        "Enable-SessionManager makes it reachable where role or network are the reason; see Get-ManagedInstance.", instance.InstanceId);

    public static OperationError MissingPermission(string instanceId, string message) => new(
        "AgentPermissionMissing", OperationErrorCategory.PermissionDenied, $"Run Command does not reach {instanceId}: {message}",
        "Let the role do what it lacks, or leave out -NoFallback to run the command in a session instead.", instanceId);

    public static OperationError NoAnswer(string instanceId, string commandId, TimeSpan timeout) => new(
        "CommandTimedOut", OperationErrorCategory.OperationTimeout,
        $"Command {commandId} has not ended on {instanceId} within {timeout.TotalSeconds:0} seconds. It was cancelled.",
        "Say a longer -Timeout, or look at the agent with Get-ManagedInstance.", instanceId);

    public static OperationError NoPlugin() => new(
        "SessionPluginMissing", OperationErrorCategory.ObjectNotFound,
        "The program session-manager-plugin, which carries a session's input and output, is not on PATH.",
        InstallCommand(), "session-manager-plugin");

    public static OperationError PluginFailed(string instanceId, int exitCode, string said) => new(
        "SessionPluginFailed", OperationErrorCategory.ConnectionError,
        $"session-manager-plugin ended with status {exitCode} for {instanceId}{(said.Length > 0 ? $": {said}" : ".")}",
        "Check the network to the ssmmessages endpoint and the plugin's version.", instanceId);

    public static OperationError NoSession(string id) => new(
        "SessionNotFound", OperationErrorCategory.ObjectNotFound, $"There is no session '{id}'. AWS keeps the history of 30 days.",
        "List sessions with Get-SessionHistory.", id);

    public static OperationError NoLog(string id, string why) => new(
        "SessionLogNotFound", OperationErrorCategory.ObjectNotFound, $"Session {id} has no log that can be read: {why}",
        "Turn logging on with Enable-SessionLogging; its first lines come with the next session.", id);

    public static OperationError NotEnabled(string instanceId, string why) => new(
        "SessionManagerNotEnabled", OperationErrorCategory.InvalidOperation, $"{instanceId} cannot be made reachable from here: {why}",
        "Mend what is named, then run the command again.", instanceId);

    // AWS Systems Manager User Guide: Install the Session Manager plugin for the AWS CLI.
    private static string InstallCommand()
    {
        const string Base = "https://s3.amazonaws.com/session-manager-downloads/plugin/latest";
        var arm = RuntimeInformation.OSArchitecture == Architecture.Arm64;
        return OperatingSystem.IsWindows()
            ? $"Install it: Start-Process -Wait (Invoke-WebRequest {Base}/windows/SessionManagerPluginSetup.exe -OutFile \"$env:TEMP\\SessionManagerPluginSetup.exe\" -PassThru).OutFile"
            : OperatingSystem.IsMacOS()
                ? "Install it: brew install --cask session-manager-plugin"
                : File.Exists("/etc/debian_version")
                    ? $"Install it: curl -o session-manager-plugin.deb {Base}/{(arm ? "ubuntu_arm64" : "ubuntu_64bit")}/session-manager-plugin.deb && sudo dpkg -i session-manager-plugin.deb"
                    : $"Install it: sudo dnf install -y {Base}/{(arm ? "linux_arm64" : "linux_64bit")}/session-manager-plugin.rpm";
    }
}
