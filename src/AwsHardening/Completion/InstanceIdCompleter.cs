namespace AwsHardening.Completion;

/// <summary>Offers ids of instances.</summary>
public sealed class InstanceIdCompleter() : SeenIdCompleter("i-");
