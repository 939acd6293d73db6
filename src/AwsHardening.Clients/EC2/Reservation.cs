namespace Amazon.EC2.Model;

/// <summary>A launch request and the instances that came of it; "Reservation" in the Amazon EC2 API Reference.</summary>
public partial class Reservation
{
    /// <summary>The names of the security groups in <see cref="Groups"/>, in the same order.</summary>
    public List<string>? GroupNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
