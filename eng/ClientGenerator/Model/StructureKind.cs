namespace AwsHardening.ClientGenerator.Model;

/// <summary>What a generated class derives from.</summary>
internal enum StructureKind
{
    Plain,
    Request,
    Response,
    Exception,
}
