namespace AwsHardening.Sandbox.Ssm;

/// <summary>The far end of a session's data channel: a shell on the instance.</summary>
internal static class SessionTerminal
{
    private const string Prompt = "sh-4.2$ ";

    /// <summary>Types a line and answers what the terminal shows for it; <c>exit</c> ends the session.</summary>
    public static string Type(SsmRegion region, SsmSession session, string line)
    {
        if (!session.IsActive)
        {
            return session.Details ?? "";
        }

        session.Transcript.Append(Prompt).Append(line).Append('\n');
        if (line.Trim() == "exit")
        {
            End(region, session);
            return "";
        }

        var (output, _) = new InstanceShell(session.Agent).Run(line);
        session.Transcript.Append(output);
        return output;
    }

    /// <summary>Runs the one command of a session that has one, and ends it.</summary>
    public static string RunCommand(SsmRegion region, SsmSession session)
    {
        if (!session.IsActive)
        {
            return session.Details ?? "";
        }

        var (output, _) = new InstanceShell(session.Agent).Run(session.Command ?? "");
        session.Transcript.Append(output);
        End(region, session);
        return output;
    }

    public static void End(SsmRegion region, SsmSession session)
    {
        if (session.IsActive)
        {
            (session.Status, session.Ended) = ("Terminated", region.Now);
            SessionRecorder.Write(region, session);
        }
    }
}
