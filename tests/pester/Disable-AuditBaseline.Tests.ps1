BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Disable-AuditBaseline' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1 -BucketName example-logs
    }
    AfterEach { Disconnect-AwsHardening }

    It 'removes what was made and keeps the logs' {
        $items = Disable-AuditBaseline -Confirm:$false
        ($items | Where-Object Service -EQ 'Bucket').Status | Should -BeExactly 'Kept'
        ($items | Where-Object Service -NE 'Bucket').Status | Sort-Object -Unique | Should -Be 'Removed'
    }

    It 'deletes the logs when the name of the bucket is said' {
        (Disable-AuditBaseline -PurgeBucket -ConfirmBucketName example-logs -Confirm:$false | Where-Object Service -EQ 'Bucket').Status | Should -BeExactly 'Removed'
    }

    It 'keeps them when another name is said' {
        $items = Disable-AuditBaseline -PurgeBucket -ConfirmBucketName other -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'PurgeNotConfirmed,*'
        ($items | Where-Object Service -EQ 'Bucket').Status | Should -BeExactly 'Kept'
    }

    It 'changes nothing under -WhatIf and with -PlanOnly' {
        $calls = (Get-Mutation).Count
        $null = Disable-AuditBaseline -PurgeBucket -WhatIf
        (Disable-AuditBaseline -PlanOnly).Changes.ResourceType | Should -Contain 'AWS::CloudTrail::Trail'
        (Get-Mutation).Count | Should -Be $calls
    }
}
