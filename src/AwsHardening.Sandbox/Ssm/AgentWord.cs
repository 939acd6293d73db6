namespace AwsHardening.Sandbox.Ssm;

/// <summary>
/// What the original of a copied account said of an agent, where this account would say something else: it cannot see a network
/// appliance, or that no agent was ever installed.
/// </summary>
/// <param name="Loaded">What this account made of it when it was loaded.</param>
/// <param name="Said">What the original said.</param>
internal sealed record AgentWord((bool Reports, bool Connected) Loaded, (bool Reports, bool Connected) Said);
