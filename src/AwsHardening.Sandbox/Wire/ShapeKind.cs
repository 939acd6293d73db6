namespace AwsHardening.Sandbox.Wire;

/// <summary>The kinds of value that service models know.</summary>
internal enum ShapeKind
{
    Structure,
    List,
    Map,
    String,
    Boolean,
    Integer,
    Float,
    Timestamp,
    Blob,
}
