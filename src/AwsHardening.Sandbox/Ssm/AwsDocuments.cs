namespace AwsHardening.Sandbox.Ssm;

/// <summary>The documents that AWS keeps, as far as the module names them.</summary>
internal static class AwsDocuments
{
    public const string RunShellScript = "AWS-RunShellScript";
    public const string NonInteractive = "AWS-StartNonInteractiveCommand";

    /// <summary>The account's own document that sessions start with and that holds the preferences of Session Manager.</summary>
    public const string Preferences = "SSM-SessionManagerRunShell";

    private static readonly (string Name, string Type, string Content)[] s_all =
    [
        (RunShellScript, "Command", """
            {"schemaVersion":"2.2","description":"Run a shell script or specify the commands to run.",
            "parameters":{"commands":{"type":"StringList","description":"(Required) Specify a shell script or a command to run."},
            "workingDirectory":{"type":"String","default":""},"executionTimeout":{"type":"String","default":"3600"}},
            "mainSteps":[{"action":"aws:runShellScript","name":"runShellScript","inputs":{"runCommand":"{{ commands }}",
            "workingDirectory":"{{ workingDirectory }}","timeoutSeconds":"{{ executionTimeout }}"}}]}
            """),
        (NonInteractive, "Session", Command("NonInteractiveCommands")),
        ("AWS-StartInteractiveCommand", "Session", Command("InteractiveCommands")),
        ("AWS-StartPortForwardingSession", "Session", """
            {"schemaVersion":"1.0","description":"Document to start port forwarding session over Session Manager","sessionType":"Port",
            "parameters":{"portNumber":{"type":"String","default":"80"},"localPortNumber":{"type":"String","default":"0"}},
            "properties":{"portNumber":"{{ portNumber }}","type":"LocalPortForwarding","localPortNumber":"{{ localPortNumber }}"}}
            """),
        ("AWS-StartSSHSession", "Session", """
            {"schemaVersion":"1.0","description":"Document to tunnel SSH over Session Manager","sessionType":"Port",
            "parameters":{"portNumber":{"type":"String","default":"22"}},"properties":{"portNumber":"{{ portNumber }}"}}
            """),
    ];

    public static IEnumerable<SsmDocument> All(DateTimeOffset now)
    {
        foreach (var (name, type, content) in s_all)
        {
            var document = new SsmDocument(name, type, "Amazon");
            document.Add(content, "JSON", now);
            yield return document;
        }
    }

    private static string Command(string sessionType) => """
        {"schemaVersion":"1.0","description":"Document to run a single command on an instance","sessionType":"$type",
        "parameters":{"command":{"type":"String","description":"The command to run on the instance"}},
        "properties":{"linux":{"commands":"{{ command }}","runAsElevated":false},"windows":{"commands":"{{ command }}"}}}
        """.Replace("$type", sessionType, StringComparison.Ordinal);
}
