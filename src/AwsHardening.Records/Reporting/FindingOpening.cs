namespace AwsHardening;

/// <summary>A way that traffic can take because of what a finding is about.</summary>
/// <param name="From">Who is let in: a range such as <c>0.0.0.0/0</c>, a prefix list, or a security group.</param>
/// <param name="To">What is reached: an instance, a load balancer, a network interface; the security group itself where nothing has it.</param>
/// <param name="Ports">What passes, such as <c>tcp 22</c>.</param>
public sealed record FindingOpening(string From, string To, string Ports)
{
    /// <summary>The security group that lets it in; null where that is not known.</summary>
    public string? Through { get; init; }

    /// <inheritdoc />
    public override string ToString() => Through is null ? $"{From} -> {To}: {Ports}" : $"{From} -> {Through} -> {To}: {Ports}";
}
