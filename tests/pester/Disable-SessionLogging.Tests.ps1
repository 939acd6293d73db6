BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Disable-SessionLogging' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $id = (Get-ManagedInstance -Name 'Services Server for AZ1').InstanceId
        $places = @{ BucketName = 'fnd203-ssmlogs-bucket-me'; LogGroupName = 'fnd203-ssmlogs-logs' }
    }
    AfterEach { Disconnect-AwsHardening }

    It 'can be turned off, and the logs stay' {
        $null = Enable-SessionLogging @places -OpenNetwork
        $null = Enter-InstanceSession $id -Line hostname
        Disable-SessionLogging -WhatIf | ForEach-Object Status | Sort-Object -Unique | Should -BeExactly 'WhatIf'
        Disable-SessionLogging -PlanOnly | Should -BeOfType AwsHardening.HardeningPlan
        $null = Disable-SessionLogging -Confirm:$false
        $null = Enter-InstanceSession $id -Line 'echo unseen'
        Get-SessionHistory | Where-Object LogGroupName | Get-SessionLog | Should -Not -BeNullOrEmpty
        $null = Get-SessionHistory | Where-Object LogGroupName -EQ '' | Get-SessionLog -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -Match '^SessionLogNotFound'
    }

    It 'has nothing to do where nothing is logged' {
        Disable-SessionLogging -Confirm:$false | Should -BeNullOrEmpty
        { Disable-SessionLogging -RevertAfter 00:10:00 -PlanOnly } | Should -Throw
    }

    It 'asks, because it is of high impact, and takes nobody for no' {
        $null = Enable-SessionLogging @places -WarningAction SilentlyContinue
        { Disable-SessionLogging -Confirm } | Should -Throw
    }
}
