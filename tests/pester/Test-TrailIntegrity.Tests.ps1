BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Test-TrailIntegrity' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'has nothing to say before the first digest' {
        $null = Enable-AuditBaseline -Region us-east-1 -Include CloudTrail -BucketName example-logs
        Test-TrailIntegrity example-logs | Should -BeNullOrEmpty
    }

    It 'reports a bucket that is not there, and a folder' {
        Test-TrailIntegrity no-such-logs -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        { Test-TrailIntegrity -Path "$TestDrive/none" -ErrorAction Stop } | Should -Throw -ErrorId 'TrailLogNotFound*'
    }

    It 'takes keys from a file, and refuses one that holds none' {
        Set-Content "$TestDrive/keys.json" '{"nothing":1}'
        $null = New-Item -ItemType Directory "$TestDrive/logs"
        Test-TrailIntegrity -Path "$TestDrive/logs" -PublicKeyPath "$TestDrive/keys.json" -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'PublicKeyFileInvalid,*'
    }
}
