namespace AwsHardening.Clients.Runtime.Shapes;

/// <summary>The kinds of values that a service model knows.</summary>
internal enum ShapeType
{
    String,
    Boolean,
    Integer,
    Long,
    Float,
    Double,
    Timestamp,
    Blob,
    Document,
    Structure,
    List,
    Map,
}
