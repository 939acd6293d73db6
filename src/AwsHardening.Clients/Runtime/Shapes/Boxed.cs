namespace AwsHardening.Clients.Runtime.Shapes;

/// <summary>
/// Stands for a structure with one member that the client does not show: on the wire <c>&lt;x&gt;&lt;value&gt;true&lt;/value&gt;&lt;/x&gt;</c>,
/// in the client a plain <c>bool?</c>.
/// </summary>
internal sealed class Boxed
{
    public object? Value { get; private set; }

    public static Boxed? Of(object? value) => value is null ? null : new Boxed { Value = value };

    public static StructureShape Shape(string name, string member, string? locationName, Shape shape) => new(
        name, static () => new Boxed(), () =>
        [
            new Member(member, shape, static o => ((Boxed)o).Value, static (o, v) => ((Boxed)o).Value = v)
            {
                LocationName = locationName,
            },
        ]);
}
