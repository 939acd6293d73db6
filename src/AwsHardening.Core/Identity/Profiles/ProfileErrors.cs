using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Profiles;

/// <summary>What can be wrong with a profile. Never quotes a line: it may hold a secret.</summary>
internal static class ProfileErrors
{
    public static OperationException FileNotRead(string path, Exception cause) => new(
        "ProfileFileNotRead", OperationErrorCategory.ReadError, $"'{path}' could not be read: {cause.Message}",
        "Check the file, AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE.", path, cause);

    public static OperationException BadLine(string path, int line) => new(
        "ProfileFileInvalid", OperationErrorCategory.InvalidData, $"Line {line} of '{path}' is neither a section nor a setting.",
        "Correct it: a section is [profile name], a setting is name = value.", path);

    public static OperationException NotFound(string profile) => ConnectErrors.UnknownProfile(profile);

    public static OperationException Empty(string profile) => new(
        "ProfileWithoutCredentials", OperationErrorCategory.InvalidData, $"Profile '{profile}' says of no credentials.",
        "Give it an access key, role_arn with source_profile, sso_session, credential_process or web_identity_token_file.", profile);

    public static OperationException Partial(string profile, string missing) => new(
        "ProfileIncomplete", OperationErrorCategory.InvalidData, $"Profile '{profile}' lacks {missing}.",
        "Complete it in the shared config or credentials file.", profile);

    public static OperationException TwoSources(string profile) => new(
        "ProfileContradictsItself", OperationErrorCategory.InvalidData,
        $"Profile '{profile}' has both source_profile and credential_source.", "Leave one of them.", profile);

    public static OperationException UnknownSource(string profile, string source) => new(
        "SourceProfileNotFound", OperationErrorCategory.ObjectNotFound,
        $"Profile '{profile}' names source_profile '{source}', which is not there.", "Correct the name, which is told apart by case.", source);

    public static OperationException Loop(IEnumerable<string> way) => new(
        "ProfileLoop", OperationErrorCategory.InvalidData, $"The profiles lead back to each other: {string.Join(" -> ", way)}.",
        "Let the last one have credentials of its own.", way.First());

    public static OperationException BadNumber(string profile, string setting, string value) => new(
        "ProfileInvalid", OperationErrorCategory.InvalidData, $"Profile '{profile}': {setting} is '{value}', which is no number of seconds.",
        "Use a number from 900 to 43200.", profile);

    public static OperationException UnknownCredentialSource(string profile, string source) => new(
        "CredentialSourceUnknown", OperationErrorCategory.InvalidData, $"Profile '{profile}': credential_source '{source}' is unknown.",
        "Use Environment, Ec2InstanceMetadata or EcsContainer.", profile);

    public static OperationException SignInNeeded(string profile, Exception cause) => new(
        "SsoSignInNeeded", OperationErrorCategory.AuthenticationError,
        $"Profile '{profile}' signs in with IAM Identity Center, and its sign-in is missing or over.",
        $"Run 'aws sso login --profile {profile}' and try again.", profile, cause);
}
