BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-BucketAccess' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox SecurityEssentials }
    AfterEach { Disconnect-AwsHardening }

    It 'names the statement by which a service writes, and finds nobody else' {
        $access = Get-BucketAccess "audit-*"
        $access.Access, $access.PublicRead, $access.PublicWrite, $access.PublicList | Should -Be 'OwnAccount', $false, $false, $false
        $access.Grants.Grantee, $access.Grants.Reach, $access.Grants.Statement | Should -Be 'cloudtrail.amazonaws.com', 'Service', 'AWSCloudTrailWrite'
        $access.Unread | Should -BeNullOrEmpty
    }

    It 'takes names by value and by property name' {
        $name = $session.Outputs.AuditBucket
        ($name | Get-BucketAccess).BucketName | Should -Be $name
        ([pscustomobject] @{ BucketName = $name } | Get-BucketAccess).BucketName | Should -Be $name
    }

    It 'says which bucket is not there, and stops where told to' {
        Get-BucketAccess nothing-here -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'BucketNotFound,*'
        { Get-BucketAccess nothing-here -ErrorAction Stop } | Should -Throw '*no bucket*'
    }

    It 'completes names that were read' {
        $null = Get-BucketAccess
        (Complete 'Get-BucketAccess -BucketName audit').CompletionText | Should -Be $session.Outputs.AuditBucket
    }
}
