namespace AwsHardening.Seam;

/// <summary>Kinds of failure; each name is one of PowerShell's ErrorCategory names.</summary>
public enum OperationErrorCategory
{
    /// <summary>Nothing more is known.</summary>
    NotSpecified,

    /// <summary>The resource is not there.</summary>
    ObjectNotFound,

    /// <summary>The resource is there already.</summary>
    ResourceExists,

    /// <summary>The caller lacks an IAM permission.</summary>
    PermissionDenied,

    /// <summary>The credentials are missing, wrong or expired.</summary>
    AuthenticationError,

    /// <summary>A quota or the request rate is exhausted.</summary>
    LimitsExceeded,

    /// <summary>A parameter has a value that AWS or the module refuses.</summary>
    InvalidArgument,

    /// <summary>The request makes no sense for this resource, or would do harm.</summary>
    InvalidOperation,

    /// <summary>The resource is not in the state that the request needs.</summary>
    InvalidResult,

    /// <summary>The service or the network failed.</summary>
    ConnectionError,

    /// <summary>The service answered too late.</summary>
    OperationTimeout,

    /// <summary>The resource is in use.</summary>
    ResourceBusy,

    /// <summary>Work was stopped by the user.</summary>
    OperationStopped,

    /// <summary>A file could not be written.</summary>
    WriteError,

    /// <summary>A file could not be read.</summary>
    ReadError,

    /// <summary>Stored data is damaged.</summary>
    InvalidData,
}
