namespace AwsHardening.Sandbox.Hosting;

/// <summary>What arrived is not HTTP/1.1 as this server takes it.</summary>
internal sealed class HttpFormatException(string message) : Exception(message);
