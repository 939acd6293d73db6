namespace AwsHardening.Sandbox.Services;

/// <summary>
/// A service of which snapshots hold nothing. In an account that is a copy it answers every call with an error, as unknown is not
/// empty.
/// </summary>
internal interface IUncopiedService
{
    /// <summary>The model's name.</summary>
    string Service { get; }
}
