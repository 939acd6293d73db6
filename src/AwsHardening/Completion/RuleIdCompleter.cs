namespace AwsHardening.Completion;

/// <summary>Offers ids of security group rules.</summary>
public sealed class RuleIdCompleter() : SeenIdCompleter("sgr-");
