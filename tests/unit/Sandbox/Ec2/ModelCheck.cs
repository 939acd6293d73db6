using System.Text.Json.Nodes;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

internal static class ModelCheck
{
    private static readonly Lock s_lock = new();
    private static readonly string? s_file = Environment.GetEnvironmentVariable("EC2_RECORD");

    public static void Record(string operation, JsonObject input, JsonObject answer)
    {
        if (s_file is null)
        {
            return;
        }

        lock (s_lock)
        {
            File.AppendAllText(s_file, new JsonObject { ["o"] = operation, ["i"] = input, ["a"] = answer.DeepClone() }.ToJsonString() + "\n");
        }
    }
}
