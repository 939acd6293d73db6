using Amazon.Runtime.Internal;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>An error that the model describes.</summary>
/// <param name="Code">The error code on the wire.</param>
/// <param name="Create">Makes the typed exception.</param>
/// <param name="Shape">The members beside the message.</param>
internal sealed record ModeledError(string Code, Func<ErrorResponse, Exception> Create, StructureShape Shape);
